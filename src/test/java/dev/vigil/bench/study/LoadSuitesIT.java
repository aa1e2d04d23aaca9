package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadSuitesIT {
  private final PrintWriter progress = new PrintWriter(new StringWriter());

  @Test
  void parallelism_measuresSpeedAndLatencyOfEach_andChecksTheAlerts() throws Exception {
    List<Figure> figures = new ParallelismSuite().run(Budget.TINY, progress);

    assertThat(figures).extracting(figure -> figure.place("parallelism")).containsExactly("1", "2");
    for (Figure figure : figures) {
      assertThat(figure.value("readings_per_s")).isPositive();
      assertThat(figure.value("alerts")).isGreaterThan(200);
      assertLatency(figure);
    }
  }

  @Test
  void latency_measuresAtALoadOfEachBackend_andChecksTheAlerts() throws Exception {
    List<Figure> figures = new LatencySuite().run(Budget.TINY, progress);

    assertThat(figures)
        .extracting(figure -> figure.place("backend") + " " + figure.place("load_percent"))
        .containsExactly("heap 50", "rocksdb_incremental 50");
    for (Figure figure : figures) {
      assertThat(figure.value("arriving_per_s")).isPositive();
      assertThat(figure.value("marker_p99_ms"))
          .isGreaterThanOrEqualTo(figure.value("marker_p50_ms"));
      assertThat(figure.value("alerts")).isGreaterThan(200);
      assertLatency(figure);
    }
  }

  /** Nothing is told before it arrived, and the percentiles are in their order. */
  private static void assertLatency(Figure figure) {
    assertThat(figure.value("p50_ms")).isPositive();
    assertThat(figure.value("p99_ms")).isGreaterThanOrEqualTo(figure.value("p50_ms"));
  }
}
