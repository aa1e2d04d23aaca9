package dev.vigil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.alert.Alert;
import dev.vigil.io.AlertJson;
import dev.vigil.io.Intake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job in process, without servers. */
class VigilJobTest {
  private static final String SUSTAINED =
      """
      rule: high
      severity: warning
      when: pm25 > 75
      for: 2m
      labels: {pollutant: pm25}
      annotations: {summary: "{{ station }} at {{ pm25 }}"}
      """;

  @TempDir Path directory;

  private Submission submission(String streams, String rule) throws Exception {
    Path rules = Files.createDirectories(directory.resolve("rules"));
    Files.writeString(rules.resolve("rule.yaml"), rule);
    Path conf = directory.resolve("vigil.yaml");
    Files.writeString(
        conf,
        streams
            + "rules: {directory: "
            + rules
            + "}\nalerts: {console: true}\nflink: {state.backend.type: hashmap}\n");
    return Submission.read(conf);
  }

  private static JobExecutionResult run(Submission submission, int parallelism) throws Exception {
    Configuration given = new Configuration();
    given.setString("parallelism.default", Integer.toString(parallelism));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(submission.settings(given));
    submission.build(env);
    return env.execute();
  }

  private static long count(JobExecutionResult result, String name) {
    return result.<Long>getAccumulatorResult(name);
  }

  @Test
  void generatedReadings_areAllEvaluatedOrDeadLettered() throws Exception {
    Submission submission =
        submission(
            """
            streams:
              air:
                generator:
                  {stations: 50, rate: 1000000, records: 100000, start: 2026-01-01T00:00:00Z,
                   malformed: 0.01, late: 0.002}
                time: {field: ts}
                key: [station]
                fields: {station: string, pm25: double, location: geo_point}
            """,
            SUSTAINED);
    JobExecutionResult result = run(submission, 2);
    long readings = count(result, Intake.READINGS);
    assertThat(readings).isBetween(97_000L, 100_000L);
    assertThat(count(result, Intake.DEAD_LETTERS_COUNTER)).isBetween(800L, 1_400L);
    assertThat(count(result, Intake.EVALUATED) + count(result, Intake.DEAD_LETTERS_COUNTER))
        .isEqualTo(readings);
  }

  @Test
  void fileOfReadings_raisesTheAlertsOfTheDirectorysRules() throws Exception {
    Path file = directory.resolve("readings.csv");
    StringBuilder csv = new StringBuilder("ts,station,pm25\n");
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    for (int minute = 0; minute < 10; minute++) {
      Instant at = start.plusSeconds(60L * minute);
      csv.append(at).append(",A,").append(minute >= 3 && minute < 8 ? 80 : 10).append('\n');
      csv.append(at).append(",B,10\n");
    }
    Files.writeString(file, csv + "garbage\n");
    String streams =
        "streams:\n  air:\n    file: {paths: ["
            + file
            + "]}\n    format: csv\n    time: {field: ts}\n    key: [station]\n"
            + "    fields: {station: string, pm25: double}\n";
    Submission submission = submission(streams, SUSTAINED);
    CollectedAlerts.clear();
    JobExecutionResult result = run(submission.withAlerts(List.of(new CollectedAlerts())), 2);
    assertThat(count(result, Intake.EVALUATED)).isEqualTo(20);
    assertThat(count(result, Intake.DEAD_LETTERS_COUNTER)).isEqualTo(1);
    List<Alert> alerts = CollectedAlerts.all();
    assertThat(alerts)
        .extracting(Alert::action)
        .containsExactly(Alert.Action.OPEN, Alert.Action.RESOLVE);
    Alert open = alerts.get(0);
    assertThat(open.key()).containsEntry("station", "A");
    assertThat(open.timestamp()).isEqualTo(start.plusSeconds(300).toEpochMilli());
    assertThat(open.message()).isEqualTo("A at 80");
    assertThat(alerts.get(1).id()).isEqualTo(open.id());
  }

  @Test
  void fieldsWithNamesOfTheirDevices_areReadKeyedTestedAndShown() throws Exception {
    Path file = directory.resolve("readings.csv");
    Files.writeString(
        file,
        """
        ts,sensor id,PM2.5,for
        2026-01-01T00:00:00Z,A,80.5,1
        2026-01-01T00:01:00Z,B,99,0
        2026-01-01T00:02:00Z,A,90.5,1
        """);
    String streams =
        "streams:\n  air:\n    file: {paths: ["
            + file
            + "]}\n    format: csv\n    time: {field: ts}\n    key: [sensor id]\n"
            + "    fields: {sensor id: string, PM2.5: double, for: int}\n";
    String rule =
        """
        rule: high
        by: [sensor id]
        let: {usual: "avg(`PM2.5`, '1h')"}
        sequence:
          - {begin: up, where: "`for` == 1 && `PM2.5` > 75"}
          - {followed_by: higher, where: "`PM2.5` > up.`PM2.5` && usual > 80"}
        within: 1h
        annotations: {summary: "{{ `sensor id` }} at {{ `PM2.5` }}, before {{ up.`PM2.5` }}"}
        """;
    Submission submission = submission(streams, rule);
    CollectedAlerts.clear();
    run(submission.withAlerts(List.of(new CollectedAlerts())), 2);
    assertThat(CollectedAlerts.all()).hasSize(1);
    Alert alert = CollectedAlerts.all().get(0);
    assertThat(alert.key()).containsExactly(Map.entry("sensor id", "A"));
    assertThat(alert.message()).isEqualTo("A at 90.5, before 80.5");
    JsonNode vigil = new ObjectMapper().readTree(AlertJson.write(alert, 0)).get("vigil");
    assertThat(vigil.get("value").asDouble()).isEqualTo(90.5);
    assertThat(vigil.get("key").get("sensor id").asText()).isEqualTo("A");
    assertThat(vigil.at("/matched/0/readings/0/PM2.5").asDouble()).isEqualTo(80.5);
    assertThat(vigil.at("/matched/1/readings/0/PM2.5").asDouble()).isEqualTo(90.5);
  }

  @Test
  void fileThatIsNotThere_isSaidBeforeTheJobStarts() throws Exception {
    Path there = Files.createFile(directory.resolve("there.csv"));
    Path missing = directory.resolve("missing.csv");
    String streams =
        "streams:\n  air:\n    file: {paths: ["
            + there
            + ", "
            + missing
            + "]}\n    format: csv\n    time: {field: ts}\n    key: [station]\n"
            + "    fields: {station: string, pm25: double}\n";
    Submission submission = submission(streams, SUSTAINED);
    assertThatThrownBy(submission::checkFiles)
        .isInstanceOf(Submission.Refusal.class)
        .hasMessage("there is no file " + missing + "\n");
  }

  @Test
  void everyOperator_hasAUidThatSavepointsKnow() throws Exception {
    StreamExecutionEnvironment env = submitted();
    assertThat(env.getCheckpointInterval()).isPositive(); // the matchers write behind by it
    assertThat(env.getMaxParallelism()).isEqualTo(128);
    Set<String> uids = new TreeSet<>();
    for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
      uids.add(node.getTransformationUID());
    }
    assertThat(uids)
        .containsExactlyInAnyOrder(
            "source-air",
            "clock-air",
            "intake-air",
            "rollup-air_1h-readings",
            "rollup-air_1h-late-readings",
            "rollup-air_1h-69cad77e-88b9-3b4e-a6e7-5f517d572eff",
            "rollup-air_1h-events",
            "rollup-air_1h-elasticsearch",
            "rollup-air_1h-too-late",
            "rollup-air_1h-clock",
            "rules",
            "gate",
            "own-key",
            "own-key-2",
            "route",
            "match",
            "rule-status",
            "rule-status-kafka",
            "Sink Committer: rule-status-kafka",
            "Sink Committer: dead-letters-kafka",
            "Sink Committer: alerts-kafka-vigil-alerts",
            "late-once",
            "late-matches",
            "dead-letters-kafka",
            "alerts-kafka-vigil-alerts",
            "alerts-elasticsearch");
  }

  /** A union in between would send each reading over the network twice. */
  @Test
  void readings_getTheirKeyInTheTaskThatReadThem_whereThereAreRollupsToo() throws Exception {
    StreamExecutionEnvironment env = submitted();
    List<String> tasks = new ArrayList<>();
    for (JobVertex task : env.getStreamGraph().getJobGraph().getVertices()) {
      tasks.add(task.getName());
    }
    assertThat(tasks).filteredOn(task -> task.contains("own key")).hasSize(2);
    assertThat(tasks)
        .filteredOn(task -> task.contains("intake of air"))
        .singleElement(STRING)
        .contains("own key");
  }

  /** The job of the conf that comes with Vigil. */
  private static StreamExecutionEnvironment submitted() throws Exception {
    Submission submission = Submission.read(Path.of("conf/vigil.yaml"));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(submission.settings(new Configuration()));
    submission.build(env);
    return env;
  }
}
