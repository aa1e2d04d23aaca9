package dev.vigil.bench.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.backtest.History;
import dev.vigil.backtest.Past;
import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.suite.Budget;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.RuleParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestSuiteTest {
  private static final String CONF =
      """
      streams:
        air:
          kafka: {topics: [air]}
          time: {field: ts}
          key: [station]
          fields: {station: string, pm25: double}
      rules: {directory: rules}
      alerts: {console: true}
      kafka: {bootstrap.servers: "localhost:1"}
      """;

  @TempDir Path directory;

  @Test
  void measures_parsing_reading_and_the_backtest_of_the_same_readings() throws Exception {
    StringBuilder csv = new StringBuilder("ts,station,pm25\n");
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int minute = 0; minute < 600; minute++) {
      int value = minute % 60 == 7 ? 90 : 10;
      csv.append(start.plusSeconds(60L * minute)).append(",A,").append(value).append('\n');
    }
    Path file = Files.writeString(directory.resolve("air.csv"), csv);
    Conf conf = Conf.parse(new Source("vigil.yaml", CONF)).conf().orElseThrow();
    var rules =
        RuleParser.parse(new Source("high.yaml", "rule: high\nwhen: pm25 > 75\n"), conf.catalog())
            .rules();
    History history =
        new History(List.of(Past.inFiles(conf.streams().get(0), List.of(file))), conf);
    StringWriter progress = new StringWriter();

    Budget twice = new Budget(1, 2, Budget.Extent.TINY);
    List<Figure> figures =
        new BacktestSuite(history, rules, 1).run(twice, new PrintWriter(progress));

    assertThat(figures)
        .extracting(figure -> figure.place("engine"))
        .containsExactly("parse", "read", "backtest");
    assertThat(figures).extracting(figure -> figure.value("readings")).containsOnly(600.0);
    assertThat(figures).extracting(figure -> figure.place("rules")).containsExactly("0", "0", "1");
    assertThat(figures)
        .extracting(figure -> figure.value("alerts"))
        .containsExactly(0.0, 0.0, 10.0);
    assertThat(figures).allMatch(figure -> figure.value("readings_per_s") > 0);
    assertThat(progress.toString().lines()).hasSize(9);
  }
}
