package dev.vigil.bench.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MatchSuiteIT {
  private final StringWriter progress = new StringWriter();

  private List<Figure> figures(Workload workload, List<Integer> rules) throws Exception {
    return new MatchSuite(workload, "", rules).run(Budget.TINY, new PrintWriter(progress));
  }

  @Test
  void sequences_haveTheMatchesOfFlinksOwnOperators() throws Exception {
    // The run itself compares them; with ten rules every metric has one.
    List<Figure> figures = figures(new SequenceRules(), List.of(10));

    assertThat(figures).extracting(Figure::suite).containsOnly("sequences");
    assertThat(figures.get(0).value("matches")).isGreaterThan(5);
    assertThat(figures.get(1).value("matches")).isEqualTo(figures.get(0).value("matches"));
  }

  @Test
  void measures_each_engine_on_each_backend_and_checks_the_matches() throws Exception {
    List<Figure> figures = figures(new LevelRules(), List.of(1, 4));

    assertThat(figures.stream().map(figure -> figure.at().values().toString()))
        .containsExactly(
            "[vigil, heap, 1]",
            "[static, heap, 1]",
            "[idle, heap, 1]",
            "[none, heap, 1]",
            "[vigil, rocksdb, 1]",
            "[static, rocksdb, 1]",
            "[idle, rocksdb, 1]",
            "[none, rocksdb, 1]",
            "[vigil, heap, 4]",
            "[static, heap, 4]",
            "[idle, heap, 4]",
            "[none, heap, 4]",
            "[vigil, rocksdb, 4]",
            "[static, rocksdb, 4]",
            "[idle, rocksdb, 4]",
            "[none, rocksdb, 4]");
    for (Figure figure : figures) {
      assertThat(figure.value("readings_per_s")).isPositive();
      if (List.of("idle", "none").contains(figure.place("engine"))) {
        assertThat(figure.value("matches")).isZero();
      } else {
        assertThat(figure.value("matches")).isPositive();
      }
    }
    assertThat(figures.get(0).value("matches")).isEqualTo(figures.get(1).value("matches"));
    assertThat(progress.toString().lines().filter(line -> line.startsWith("static rocksdb")))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void prints_a_line_for_each_number_of_rules_and_backend() {
    List<Figure> figures =
        List.of(
            figure("vigil", 1_200),
            figure("static", 100),
            figure("idle", 1_600),
            figure("none", 2_400));
    StringWriter printed = new StringWriter();

    MatchSuite.levels().print(figures, new PrintWriter(printed, true));

    assertThat(printed.toString().lines().skip(1).map(line -> line.strip().split(" +")))
        .containsExactly(
            new String[] {
              "rules",
              "backend",
              "vigil",
              "static",
              "idle",
              "none",
              "vigil/static",
              "vigil/idle",
              "vigil/none"
            },
            new String[] {"10", "heap", "1,200", "100", "1,600", "2,400", "12.0x", "0.75", "0.50"});
  }

  private static Figure figure(String engine, double rate) {
    return Figure.of("match")
        .at("engine", engine)
        .at("backend", "heap")
        .at("rules", 10)
        .value("readings_per_s", rate);
  }
}
