package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateSuitesIT {
  private final PrintWriter progress = new PrintWriter(new StringWriter());

  @Test
  void ttl_boundsTheKeysThatAreKept_andWithoutItTheyGrow() throws Exception {
    List<Figure> figures = new TtlSuite().run(Budget.TINY, progress);

    List<Figure> bounded =
        figures.stream().filter(figure -> figure.place("key_ttl").equals("2m")).toList();
    List<Figure> unbounded =
        figures.stream().filter(figure -> figure.place("key_ttl").equals("none")).toList();
    assertThat(bounded).hasSize(8);
    assertThat(unbounded).hasSize(8);
    // 20 stations fall silent in a minute, and are kept for two.
    assertThat(bounded.subList(2, 8)).allMatch(figure -> figure.value("kept_keys") <= 44);
    assertThat(bounded.get(7).value("silent_closed")).isGreaterThan(80);
    assertThat(unbounded.get(7).value("kept_keys")).isGreaterThan(140);
    assertThat(unbounded).allMatch(figure -> figure.value("silent_closed") == 0);
    assertThat(unbounded.get(7).value("state_bytes"))
        .isGreaterThan(2 * bounded.get(7).value("state_bytes"));
    assertThat(figures).allMatch(figure -> figure.value("alerts") > 140);
  }

  @Test
  void recovery_timesEachStep_andChecksThatNoAlertWasLost() throws Exception {
    List<Figure> figures = new RecoverySuite().run(Budget.TINY, progress);

    assertThat(figures)
        .extracting(figure -> figure.place("backend"))
        .containsExactly("heap", "rocksdb_full", "rocksdb_incremental");
    for (Figure figure : figures) {
      assertThat(figure.value("running_ms")).isPositive();
      assertThat(figure.value("full_speed_ms")).isGreaterThan(figure.value("running_ms"));
      assertThat(figure.value("caught_up_ms"))
          .isGreaterThanOrEqualTo(figure.value("full_speed_ms"));
      assertThat(figure.value("state_bytes")).isPositive();
      assertThat(figure.value("alerts")).isGreaterThan(200);
    }
  }
}
