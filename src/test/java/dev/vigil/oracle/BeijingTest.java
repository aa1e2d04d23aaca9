package dev.vigil.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.alert.MatchedStage;
import dev.vigil.cases.MatchJob;
import dev.vigil.event.Event;
import dev.vigil.match.Matching;
import dev.vigil.oracle.Beijing.Row;
import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Four years of real readings through the job's operators, against the naive oracles. */
class BeijingTest {
  @RegisterExtension static final MiniClusterExtension FLINK = MatchJob.flink();

  @Test
  void alerts_ofFourYearsOfRealReadings_areThoseOfTheNaiveOracles() throws Exception {
    List<Row> rows = Beijing.rows();
    assertThat(rows).hasSize(Beijing.ROWS);
    List<Outcome> expected = BeijingRules.outcomes(rows);
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.setParallelism(2);
    Catalog catalog = Catalog.of(BeijingRules.SCHEMA);
    DataStream<Event> readings =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    number -> BeijingRules.event(Rows.ALL.get(number.intValue()), number),
                    rows.size(),
                    Matching.eventType(catalog)),
                WatermarkStrategy.<Event>forMonotonousTimestamps()
                    .withTimestampAssigner((event, unused) -> event.timestamp()),
                "beijing")
            .setParallelism(1);
    List<Alert> alerts = new MatchJob(catalog, 2).collect(environment, BeijingRules.YAML, readings);
    assertThat(outcomes(alerts)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).hasSizeGreaterThan(5_000);
  }

  /** For the source, which runs in this JVM and need not carry four years about. */
  private static final class Rows {
    static final List<Row> ALL = Beijing.rows();
  }

  static List<Outcome> outcomes(List<Alert> alerts) {
    Map<String, Outcome> byId = new LinkedHashMap<>();
    List<Outcome> matches = new ArrayList<>();
    for (Alert alert : alerts) {
      String station = alert.key().get("station");
      if (alert.action() == Alert.Action.MATCH) {
        List<MatchedStage> stages = alert.matched();
        long last = stages.get(stages.size() - 1).last();
        matches.add(
            new Outcome(
                alert.rule(), station, alert.status(), alert.start(), alert.timestamp(), last));
      } else {
        Long end = alert.end();
        byId.put(
            alert.id(),
            new Outcome(
                alert.rule(),
                station,
                alert.status(),
                alert.start(),
                alert.timestamp(),
                end == null ? 0 : end));
      }
    }
    matches.addAll(byId.values());
    return matches;
  }
}
