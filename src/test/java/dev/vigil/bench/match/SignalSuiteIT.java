package dev.vigil.bench.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SignalSuiteIT {
  @Test
  void signals_haveTheMatchesOfAFunctionWrittenByHand() throws Exception {
    // The run itself compares them.
    List<Figure> figures = new SignalSuite().run(Budget.TINY, new PrintWriter(new StringWriter()));

    assertThat(figures.stream().map(figure -> figure.at().values().toString()))
        .containsExactly(
            "[vigil, heap, 20]",
            "[byhand, heap, 20]",
            "[idle, heap, 20]",
            "[none, heap, 20]",
            "[vigil, rocksdb, 20]",
            "[byhand, rocksdb, 20]",
            "[idle, rocksdb, 20]",
            "[none, rocksdb, 20]");
    assertThat(figures).allMatch(figure -> figure.value("readings_per_s") > 0);
    assertThat(figures.get(0).value("matches"))
        .isGreaterThan(1_000)
        .isEqualTo(figures.get(1).value("matches"));
    assertThat(figures.subList(2, 4)).allMatch(figure -> figure.value("matches") == 0);
  }
}
