package dev.vigil.demo;

import dev.vigil.io.Intake;
import dev.vigil.servers.FlinkRest;
import java.io.IOException;
import java.util.Map;

/**
 * What the job has counted.
 *
 * @param readings records read
 * @param evaluated readings that went on to the rules
 * @param deadLetters records that did not
 */
record JobFigures(long readings, long evaluated, long deadLetters) {
  static final JobFigures NONE = new JobFigures(0, 0, 0);

  /**
   * Asks Flink. A counter is there from the first heartbeat of its task on.
   *
   * @throws IOException if the job has failed
   */
  static JobFigures ask(FlinkRest rest, String job) throws IOException, InterruptedException {
    Map<String, Long> counted = rest.counters(job);
    return new JobFigures(
        counted.getOrDefault(Intake.READINGS, 0L),
        counted.getOrDefault(Intake.EVALUATED, 0L),
        counted.getOrDefault(Intake.DEAD_LETTERS_COUNTER, 0L));
  }
}
