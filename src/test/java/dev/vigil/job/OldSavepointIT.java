package dev.vigil.job;

import static dev.vigil.job.WiredJob.reading;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.CloseReason;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Savepoints of earlier jobs, made once and kept. */
final class OldSavepointIT {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(WiredJob.SUBTASKS)
              .build());

  private static final Path BEHIND_ROUTER = Path.of("src/test/resources/state/behind-router");

  /**
   * The job had one matcher, behind an operator that routed the readings, and two rules that hold
   * for 10 s: {@code own} of {@code pm25 > 75 && pm25 < 1000}, and {@code all}, by no field, of
   * {@code pm25 < 1000}. Both had an alert open since the reading of {@code a} at 10 s.
   */
  @Test
  void jobOfOneMatcherBehindARouter_isGoneOnFrom_andNoAlertStaysOpen() throws Exception {
    try (WiredJob job = WiredJob.from(BEHIND_ROUTER)) {
      for (int step = 6; step <= 8; step++) {
        job.send(0, reading("a", step * 10_000L, 80, 100 + step));
      }
      job.watermark(80_000);
      job.awaitAlerts("all", 2);
      job.send(0, reading("a", 90_000, 10, 110));
      job.watermark(90_000);
      job.awaitAlerts("own", 1);

      List<Alert> own = job.alerts("own");
      assertThat(own).hasSize(1);
      assertThat(own.get(0).start()).isEqualTo(10_000);
      assertThat(own.get(0).end()).isEqualTo(90_000);
      assertThat(own.get(0).closeReason()).isEqualTo(CloseReason.CONDITION);
      // The matcher by other keys began with the readings that waited in the savepoint.
      List<Alert> all = job.alerts("all");
      assertThat(all.stream().map(alert -> alert.start() + " " + alert.closeReason()))
          .containsExactlyInAnyOrder("10000 " + CloseReason.RULE_UPDATED, "30002 null");
    }
  }
}
