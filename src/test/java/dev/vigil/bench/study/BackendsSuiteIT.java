package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendsSuiteIT {
  @Test
  void measures_speedCheckpointsAndRestoreOfEachBackend_andChecksTheAlerts() throws Exception {
    List<Figure> figures =
        new BackendsSuite().run(Budget.TINY, new PrintWriter(new StringWriter()));

    assertThat(figures)
        .extracting(figure -> figure.place("backend"))
        .containsExactly("heap", "rocksdb_full", "rocksdb_incremental");
    for (Figure figure : figures) {
      assertThat(figure.values())
          .containsOnlyKeys(
              "readings_per_s",
              "checkpoint_ms",
              "state_bytes",
              "written_bytes",
              "restore_ms",
              "alerts");
      assertThat(figure.value("readings_per_s")).isPositive();
      assertThat(figure.value("state_bytes")).isGreaterThan(200);
      assertThat(figure.value("written_bytes")).isPositive();
      assertThat(figure.value("alerts")).isGreaterThan(200);
    }
  }
}
