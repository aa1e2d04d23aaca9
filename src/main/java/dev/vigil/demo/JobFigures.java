package dev.vigil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.io.Intake;
import dev.vigil.servers.FlinkRest;
import java.io.IOException;

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
   * Asks Flink.
   *
   * @throws IOException if the job has failed
   */
  static JobFigures ask(FlinkRest rest, String job) throws IOException, InterruptedException {
    String state = rest.state(job);
    if (state.equals("FAILED") || state.equals("FAILING")) {
      throw new IOException("the job has failed: " + rest.get("/jobs/" + job + "/exceptions"));
    }
    JsonNode counted =
        new ObjectMapper()
            .readTree(rest.get("/jobs/" + job + "/accumulators"))
            .path("user-task-accumulators");
    return new JobFigures(
        value(counted, Intake.READINGS),
        value(counted, Intake.EVALUATED),
        value(counted, Intake.DEAD_LETTERS_COUNTER));
  }

  private static long value(JsonNode counted, String name) {
    for (JsonNode one : counted) {
      if (one.path("name").asText().equals(name)) {
        return one.path("value").asLong();
      }
    }
    // A counter is there from the first heartbeat of its task on.
    return 0;
  }
}
