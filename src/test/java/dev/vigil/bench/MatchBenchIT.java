package dev.vigil.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.bench.MatchBench.Figure;
import dev.vigil.bench.MatchBench.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MatchBenchIT {
  private static final Settings SHORT = new Settings(List.of(1, 4), 0.1, 1, 1, 8_000);

  @Test
  void sequences_haveTheMatchesOfFlinksOwnOperators() throws Exception {
    // The run itself compares them; with ten rules every metric has one.
    Settings settings = new Settings(List.of(10), 0.1, 1, 1, 8_000);
    List<Figure> figures =
        MatchBench.sequences(settings, new PrintWriter(new StringWriter())).run();

    assertThat(figures).extracting(Figure::suite).containsOnly("sequences");
    assertThat(figures.get(0).matches()).isGreaterThan(5);
    assertThat(figures.get(1).matches()).isEqualTo(figures.get(0).matches());
  }

  @Test
  void measures_each_engine_on_each_backend_and_checks_the_matches() throws Exception {
    StringWriter progress = new StringWriter();
    List<Figure> figures = MatchBench.levels(SHORT, new PrintWriter(progress)).run();

    assertThat(figures.stream().map(figure -> figure.engine() + " " + figure.backend()))
        .containsExactly(
            "vigil heap",
            "static heap",
            "none heap",
            "vigil rocksdb",
            "static rocksdb",
            "none rocksdb",
            "vigil heap",
            "static heap",
            "none heap",
            "vigil rocksdb",
            "static rocksdb",
            "none rocksdb");
    assertThat(figures.stream().map(Figure::rules)).containsSubsequence(1, 1, 1, 1, 1, 1, 4);
    for (Figure figure : figures) {
      assertThat(figure.readingsPerSecond()).isPositive();
      if (figure.engine().equals("none")) {
        assertThat(figure.matches()).isZero();
      } else {
        assertThat(figure.matches()).isPositive();
      }
    }
    assertThat(figures.get(0).matches()).isEqualTo(figures.get(1).matches());
    assertThat(progress.toString().lines().filter(line -> line.startsWith("static rocksdb")))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void json_isALineAFigure() throws Exception {
    String line = new Figure("match", "vigil", "rocksdb", 100, 268_849.4, 69).json();

    JsonNode figure = new ObjectMapper().readTree(line);
    assertThat(line).doesNotContain("\n");
    assertThat(figure)
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"suite": "match", "engine": "vigil", "backend": "rocksdb", "rules": 100,
                     "readings_per_s": 268849, "matches": 69}
                    """));
  }
}
