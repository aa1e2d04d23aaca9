package dev.vigil.bench.study;

import dev.vigil.bench.Budget;

/** What comes before each measurement. */
final class Measurement {
  private Measurement() {}

  /**
   * Runs at full speed until every station has a match open and the JVM has seen the job, half as
   * long as a measurement.
   */
  static void warmUp(StudyJob job, LiveRun run, Budget budget) throws Exception {
    job.awaitRunning();
    run.throttle().release(Long.MAX_VALUE);
    job.awaitPosition(2L * run.stations().count());
    job.rate(budget.seconds() / 2);
  }
}
