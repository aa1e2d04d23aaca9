package dev.vigil.bench.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowthSuiteIT {
  @Test
  void everyPart_hasTheMatchesOfAPlainLoop() throws Exception {
    // The run itself compares them.
    List<Figure> figures = new GrowthSuite().run(Budget.TINY, new PrintWriter(new StringWriter()));

    assertThat(figures.stream().map(figure -> String.join(" ", figure.at().values())))
        .contains(
            "rules vigil threshold 1",
            "rules vigil equality 30",
            "rules vigil range 30",
            "rules none any 1",
            "match vigil 5",
            "match vigil 50",
            "match none 0",
            "keys vigil 100",
            "keys none 1000");
    assertThat(figures)
        .filteredOn(figure -> figure.place("engine").equals("vigil"))
        .allMatch(figure -> figure.value("matches") > 0 && figure.value("ns_per_reading") > 0);
    // Each key's match is opened by its first reading and completed by its last, though of a
    // thousand keys fifty are in memory.
    assertThat(figures)
        .filteredOn(figure -> figure.place("part").equals("open"))
        .extracting(figure -> figure.value("matches"))
        .containsExactly(100.0, 1_000.0);
  }
}
