package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointsSuiteIT {
  @Test
  void measures_intervalsBesideNoCheckpoints_andChecksTheAlerts() throws Exception {
    List<Figure> figures =
        new CheckpointsSuite().run(Budget.TINY, new PrintWriter(new StringWriter()));

    assertThat(figures)
        .extracting(figure -> figure.place("backend") + " " + figure.place("interval_s"))
        .containsExactly(
            "heap off", "heap 0.05", "rocksdb_incremental off", "rocksdb_incremental 0.05");
    for (Figure figure : figures) {
      assertThat(figure.value("readings_per_s")).isPositive();
      assertThat(figure.value("alerts")).isGreaterThan(200);
      if (figure.place("interval_s").equals("off")) {
        assertThat(figure.value("of_off")).isEqualTo(1);
        assertThat(figure.value("checkpoints")).isZero();
        assertThat(figure.values()).doesNotContainKey("checkpoint_ms");
      } else {
        assertThat(figure.value("checkpoints")).isPositive();
        assertThat(figure.value("stall_ms")).isPositive();
        assertThat(figure.value("state_bytes")).isGreaterThan(200);
      }
    }
  }
}
