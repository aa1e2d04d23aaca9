package dev.vigil.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that hold a stream's readings otherwise than the stream's source does. */
class PastTest {
  private static final String CONF =
      """
      streams:
        rows:
          SOURCE
          FORMAT
          time: {field: ts}
          key: [station]
          fields: {station: string, pm25: double, pm10: double}
          out_of_order: 0s
      rules: {directory: rules}
      alerts: {console: true}
      kafka: {bootstrap.servers: "localhost:1"}
      """;

  private static final String RULE = "rule: high\nwhen: pm25 > 75\n";
  private static final String SWAPPED =
      """
      ts,station,pm10,pm25
      2026-01-01T00:00:00Z,A,300,10
      2026-01-01T00:01:00Z,A,10,90
      2026-01-01T00:02:00Z,A,300,20
      """;

  @TempDir Path directory;

  /** When the alerts fired, of a replay without dead letters of all the readings. */
  private List<Instant> alerts(String source, String format, String name, String rows)
      throws Exception {
    String text = CONF.replace("SOURCE", source).replace("FORMAT", format);
    Conf conf = Conf.parse(new Source("vigil.yaml", text)).conf().orElseThrow();
    Rule rule = RuleParser.parse(new Source("high.yaml", RULE), conf.catalog()).rules().get(0);
    Path file = Files.writeString(directory.resolve(name), rows);
    History history =
        new HistoryChoice(conf, List.of(), List.of("rows=" + file), Optional.empty())
            .history(List.of(List.of(rule)));
    List<Alert> alerts = new ArrayList<>();
    try (Replay replay = new Replay(history, new Replay.Options(1, false), alerts::add)) {
      Replayed replayed = replay.run(List.of(Variant.of(rule)));
      assertThat(replayed.firstDead()).isEmpty();
      assertThat(replayed.evaluated()).isEqualTo(3);
    }
    return alerts.stream()
        .map(alert -> Instant.ofEpochMilli(alert.timestamp()))
        .distinct()
        .toList();
  }

  private static final Instant HIGH = Instant.parse("2026-01-01T00:01:00Z");

  @Test
  void headerOfAFile_comesBeforeTheColumnsThatConfHasForATopic() throws Exception {
    String format = "format: csv\n    csv: {columns: [ts, station, pm25, pm10]}";
    assertThat(alerts("kafka: {topics: [rows]}", format, "rows.csv", SWAPPED))
        .containsExactly(HIGH);
    String semicolons = format.replace("pm10]", "pm10], delimiter: ';'");
    String rows = SWAPPED.replace(',', ';');
    assertThat(alerts("kafka: {topics: [rows]}", semicolons, "rows.csv", rows))
        .containsExactly(HIGH);
  }

  @Test
  void columnsThatConfHasForFiles_areThoseOfFilesWithoutAHeader() throws Exception {
    String format = "format: csv\n    csv: {columns: [ts, station, pm10, pm25]}";
    String rows = SWAPPED.substring(SWAPPED.indexOf('\n') + 1);
    assertThat(alerts("file: {paths: [rows.csv]}", format, "rows.csv", rows)).containsExactly(HIGH);
  }

  @Test
  void rowsOfAStreamThatIsSplit_areReadOneByOne() throws Exception {
    String format = "split: $.readings[*]";
    assertThat(alerts("kafka: {topics: [rows]}", format, "rows.csv", SWAPPED))
        .containsExactly(HIGH);
  }

  @Test
  void fileWhoseNameStartsWithAnUnderscore_isReadWhereItIsNamed() throws Exception {
    String format = "format: json";
    assertThat(alerts("kafka: {topics: [rows]}", format, "_rows.csv", SWAPPED))
        .containsExactly(HIGH);
  }
}
