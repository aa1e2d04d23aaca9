package dev.vigil.bench.match;

import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.figure.Figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerSuiteTest {
  // The run itself compares each engine's matches with Vigil's.
  private static List<Figure> figures(Workload workload, int rules) throws Exception {
    return new PeerSuite(workload, List.of(rules))
        .run(Budget.TINY, new PrintWriter(new StringWriter()));
  }

  @Test
  void levels_haveTheSameMatchesInEveryEngine() throws Exception {
    List<Figure> figures = figures(new LevelRules(), 4);

    assertThat(figures)
        .extracting(figure -> figure.place("engine"))
        .containsExactly(
            "vigil",
            "esper-match-recognize",
            "esper-context",
            "esper-tuned",
            "siddhi",
            "esper-tuned-flink",
            "none");
    assertThat(figures.subList(0, 6)).allMatch(figure -> figure.value("matches") > 100);
  }

  @Test
  void sequences_haveTheSameMatchesInEveryEngineThatCanSayThem() throws Exception {
    List<Figure> figures = figures(new SequenceRules(), 20);

    assertThat(figures)
        .extracting(figure -> figure.place("engine"))
        .contains("esper-match-recognize", "esper-context", "esper-tuned", "esper-tuned-flink")
        .doesNotContain("siddhi");
    assertThat(figures.subList(0, 5)).allMatch(figure -> figure.value("matches") > 50);
  }
}
