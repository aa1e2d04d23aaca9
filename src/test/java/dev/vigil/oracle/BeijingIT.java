package dev.vigil.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.io.Intake;
import dev.vigil.job.RealJob;
import dev.vigil.oracle.Beijing.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four years of real readings through a real Kafka and the whole job on RocksDB into a real
 * Elasticsearch, against the naive oracles.
 */
class BeijingIT {
  @TempDir Path directory;

  @Test
  void documents_ofFourYearsOfRealReadings_areThoseOfTheNaiveOracles() throws Exception {
    List<Row> rows = Beijing.rows();
    List<Outcome> expected = BeijingRules.outcomes(rows);
    long pause = busiest(expected);
    List<Row> before = rows.stream().filter(row -> row.time() <= pause).toList();
    List<Row> after = rows.stream().filter(row -> row.time() > pause).toList();
    try (RealJob job = new RealJob(directory)) {
      for (Map.Entry<String, String> rule : BeijingRules.YAML.entrySet()) {
        job.publish(rule.getKey(), rule.getValue());
      }
      send(job, before);
      job.start(UnaryOperator.identity());
      Set<Outcome> half = Set.copyOf(until(pause, rows));
      assertThat(half).filteredOn(one -> one.status().equals("firing")).hasSizeGreaterThan(5);
      job.await("the first readings", () -> job.count(Intake.READINGS) == before.size());
      job.await(
          "the alerts of the first readings",
          () -> Set.copyOf(outcomes(job.documents().values())).equals(half));

      send(job, after);
      job.await("all readings", () -> job.count(Intake.READINGS) == Beijing.ROWS);
      assertThat(job.count(Intake.EVALUATED)).isEqualTo(Beijing.ROWS);
      job.drain();
      assertThat(RealJob.records(job.deadLetters())).isEmpty();
      Map<String, JsonNode> documents = job.documents();
      assertThat(outcomes(documents.values()))
          .containsExactlyInAnyOrderElementsOf(expected)
          .hasSizeGreaterThan(5_000);
      checkTopic(job, documents, expected);
    }
  }

  /** The topic has each step of each alert once, the documents have the last. */
  private static void checkTopic(
      RealJob job, Map<String, JsonNode> documents, List<Outcome> expected) throws Exception {
    List<JsonNode> alerts = RealJob.json(job.alerts());
    assertThat(alerts)
        .extracting(alert -> alert.at("/event/id").asText() + alert.at("/event/sequence"))
        .doesNotHaveDuplicates();
    assertThat(alerts)
        .extracting(alert -> alert.at("/event/id").asText())
        .allMatch(documents::containsKey);
    Map<String, Long> actions =
        alerts.stream()
            .collect(
                Collectors.groupingBy(
                    alert -> alert.at("/event/action").asText(), Collectors.counting()));
    long matched = count(expected, "matched");
    assertThat(actions)
        .containsEntry("match", matched)
        .containsEntry("open", expected.size() - matched)
        .containsEntry("resolve", count(expected, "resolved"));
  }

  private static long count(List<Outcome> outcomes, String status) {
    return outcomes.stream().filter(one -> one.status().equals(status)).count();
  }

  /** The time at which the most alerts are open. */
  private static long busiest(List<Outcome> outcomes) {
    List<Outcome> resolved =
        outcomes.stream().filter(one -> one.status().equals("resolved")).toList();
    return resolved.stream()
        .map(Outcome::end)
        .max(
            Comparator.comparingLong(
                time ->
                    resolved.stream().filter(one -> one.at() < time && one.end() >= time).count()))
        .orElseThrow();
  }

  /** What is to be seen while the readings at a time wait for the watermark to pass them. */
  private static List<Outcome> until(long time, List<Row> rows) {
    return BeijingRules.outcomes(rows.stream().filter(row -> row.time() < time).toList()).stream()
        .filter(outcome -> outcome.at() < time)
        .toList();
  }

  /** Sends the rows as JSON, each station to one partition. */
  static void send(RealJob job, List<Row> rows) throws Exception {
    for (Row row : rows) {
      String pm25 = row.known() ? Double.toString(row.pm25()) : "\"NA\"";
      String json =
          "{\"ts\":\"%s\",\"station\":\"%s\",\"pm25\":%s}"
              .formatted(row.text(), row.station(), pm25);
      job.send(
          Math.floorMod(row.station().hashCode(), RealJob.PARTITIONS),
          row.station().getBytes(UTF_8),
          json.getBytes(UTF_8));
    }
    assertThat(job.flush()).isEqualTo(rows.size());
  }

  private static List<Outcome> outcomes(Collection<JsonNode> documents) {
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode document : documents) {
      String status = document.at("/vigil/status").asText();
      JsonNode matched = document.at("/vigil/matched");
      JsonNode end =
          status.equals("matched")
              ? matched.path(matched.size() - 1).path("last")
              : document.at("/event/end");
      outcomes.add(
          new Outcome(
              document.at("/rule/id").asText(),
              document.at("/vigil/key/station").asText(),
              status,
              time(document.at("/event/start")),
              time(document.at("/@timestamp")),
              end.isMissingNode() ? 0 : time(end)));
    }
    return outcomes;
  }

  private static long time(JsonNode text) {
    return Instant.parse(text.asText()).toEpochMilli();
  }
}
