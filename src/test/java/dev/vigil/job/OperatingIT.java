package dev.vigil.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.io.Intake;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What src/docs/operating.md says of a job that goes on from a savepoint, and of metrics. */
class OperatingIT {
  private static final Path PAGE = Path.of("src/docs/operating.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (`.*) \\| (goes on|state is left behind|is refused) \\|");
  private static final Pattern METRIC = Pattern.compile("flink_\\w+");
  private static final String LEAVE = "  execution.state-recovery.ignore-unclaimed-state: true\n";
  private static final byte[] READING =
      "{\"ts\":\"2026-01-01T00:00:00Z\",\"station\":\"A\",\"pm25\":80}".getBytes(UTF_8);

  @TempDir Path directory;

  /** For each row of the table that says that the job goes on, such a change. */
  private static Map<String, UnaryOperator<String>> harmless() {
    String topic = Servers.topic("other-readings", 1);
    String status = Servers.compactedTopic("other-status");
    Map<String, UnaryOperator<String>> changes = new LinkedHashMap<>();
    changes.put(
        "`state`",
        conf -> replaced(replaced(conf, "key_ttl: 7d", "key_ttl: 1d"), "set: 100000", "set: 10"));
    changes.put("`streams.NAME.fields`", conf -> replaced(conf, "humidity: double", "no2: double"));
    changes.put(
        "`out_of_order`, `ahead`, `idle`, `nulls`, `limits` of a stream",
        conf -> {
          String other = replaced(conf, "out_of_order: 5s", "out_of_order: 9s");
          other = replaced(other, "ahead: 1d", "limits: {depth: 9}\n    ahead: 2d");
          other = replaced(other, "idle: {after: 1m", "idle: {after: 2m");
          return replaced(other, "nulls: [\"\", NA, nan]", "nulls: [NA]");
        });
    changes.put(
        "`streams.NAME.kafka.topics`",
        conf -> conf.replaceFirst("topics: \\[[^]]+]", "topics: [" + topic + "]"));
    changes.put(
        "`streams.NAME.key`",
        conf ->
            replaced(
                replaced(conf, "key: [station]", "key: [site]"),
                "station: string\n",
                "station: string\n      site: string\n"));
    changes.put(
        "`status`: another topic, or one where there was none", conf -> otherStatus(conf, status));
    changes.put(
        "`streams`: one more",
        conf ->
            replaced(
                conf,
                "streams:\n",
                "streams:\n  made: {generator: {records: 1}, time: {field: ts}, key: [station],"
                    + " fields: {station: string, pm25: double}}\n"));
    changes.put(
        "`alerts`: another index, a sink more",
        conf ->
            replaced(conf, "index: vigil-alerts", "index: vigil-others")
                .replace("alerts:\n", "alerts:\n  console: true\n"));
    changes.put(
        "`kafka`", conf -> replaced(conf, "kafka: {bootstrap", "kafka: {linger.ms: 5, bootstrap"));
    changes.put(
        "`rollups.NAME.late`; `to`: a sink more",
        conf -> replaced(conf, "late: 10m, to: {}", "late: 20m, to: {console: true}"));
    return changes;
  }

  /** For each row that says that state is left behind, such a change. */
  private static Map<String, UnaryOperator<String>> leaving() {
    Map<String, UnaryOperator<String>> changes = new LinkedHashMap<>();
    changes.put(
        "`streams`: one less, or renamed",
        conf -> replaced(replaced(conf, "\n  air:\n", "\n  air2:\n"), "from: air,", "from: air2,"));
    changes.put(
        "`alerts`, `to`: a sink less, or another topic",
        conf -> conf.replaceFirst("(?m)^  kafka: \\{topic: vigil-alerts.*\n", ""));
    changes.put("`status`: none", OperatingIT::withoutStatus);
    changes.put("`dead_letters`: another kind", conf -> conf.replaceFirst("(?m)^dead_.*\n", ""));
    changes.put(
        "`rollups`: one less, or another `from`, `by`, `window`, `fields`",
        conf -> replaced(conf, "tumbling: 1h", "tumbling: 2h"));
    return changes;
  }

  private static String otherStatus(String conf, String topic) {
    return conf.replaceFirst("(?m)^status:.*$", "status: {topic: " + topic + "}");
  }

  private static String otherMaxParallelism(String conf) {
    return replaced(conf, "flink:\n", "flink:\n  pipeline.max-parallelism: 256\n");
  }

  private static UnaryOperator<String> all(Iterable<UnaryOperator<String>> changes) {
    return conf -> {
      String changed = conf;
      for (UnaryOperator<String> change : changes) {
        String next = change.apply(changed);
        assertThat(next).isNotEqualTo(changed);
        changed = next;
      }
      return changed;
    };
  }

  private static UnaryOperator<String> told(UnaryOperator<String> change) {
    return conf -> replaced(change.apply(conf), "flink:\n", "flink:\n" + LEAVE);
  }

  private static String replaced(String conf, String what, String with) {
    assertThat(conf).contains(what);
    return conf.replace(what, with);
  }

  @Test
  void changesOfConf_areThoseOfTheTable() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      documented.put(row.group(1), row.group(2));
    }
    Map<String, String> held = new TreeMap<>();
    harmless().keySet().forEach(change -> held.put(change, "goes on"));
    leaving().keySet().forEach(change -> held.put(change, "state is left behind"));
    held.put("`flink`: another `pipeline.max-parallelism`", "is refused");
    assertThat(documented).isEqualTo(held);
  }

  @Test
  void changedConf_goesOnFromASavepointAsTheTableSays() throws Exception {
    try (RealJob job = new RealJob(directory)) {
      job.publish("pm25-high", "rule: pm25-high\nwhen: pm25 > 50\nfor: 1m\n");
      job.send(0, null, READING);
      job.start(UnaryOperator.identity());
      job.await("the reading", () -> job.count(Intake.READINGS) == 1);
      Optional<String> savepoint = Optional.of(job.suspend());

      // The new reading is on the topic before, which the job still reads beside the new one.
      goesOn(job, all(harmless().values()), savepoint);
      for (Map.Entry<String, UnaryOperator<String>> change : leaving().entrySet()) {
        refuses(job, change.getKey(), change.getValue(), savepoint, "allowNonRestoredState");
      }
      goesOn(job, told(all(leaving().values())), savepoint);
      refuses(
          job,
          "max parallelism",
          told(OperatingIT::otherMaxParallelism),
          savepoint,
          "max parallelism");
    }
  }

  @Test
  void statusTopicThatIsNewToTheJob_isToldOfTheRulesInForce() throws Exception {
    try (RealJob job = new RealJob(directory)) {
      job.publish("pm25-high", "rule: pm25-high\nwhen: pm25 > 50\n");
      job.send(0, null, READING);
      job.start(OperatingIT::withoutStatus);
      job.await("the reading", () -> job.count(Intake.READINGS) == 1);
      Optional<String> savepoint = Optional.of(job.suspend());

      job.start(UnaryOperator.identity(), savepoint);
      awaitActive(job, job.statuses());
      savepoint = Optional.of(job.suspend());

      String other = Servers.compactedTopic("other-status");
      job.start(conf -> otherStatus(conf, other), savepoint);
      awaitActive(job, other);
    }
  }

  private static String withoutStatus(String conf) {
    return conf.replaceFirst("(?m)^status:.*\n", "");
  }

  private static void awaitActive(RealJob job, String topic) throws Exception {
    job.await("a status on " + topic, () -> !RealJob.records(topic).isEmpty());
    assertThat(RealJob.json(topic))
        .extracting(status -> status.path("rule").asText() + " " + status.path("state").asText())
        .containsExactly("pm25-high active");
  }

  private static void goesOn(RealJob job, UnaryOperator<String> change, Optional<String> savepoint)
      throws Exception {
    job.start(change, savepoint);
    job.send(0, null, READING);
    job.flush();
    job.await("the next reading", () -> job.count(Intake.READINGS) > 0);
    job.stop();
  }

  private static void refuses(
      RealJob job,
      String what,
      UnaryOperator<String> change,
      Optional<String> savepoint,
      String why) {
    assertThatThrownBy(
            () -> {
              job.start(change, savepoint);
              job.await("nothing", () -> false);
            })
        .as(what)
        .hasStackTraceContaining(why);
  }

  @Test
  void everyMetricThatAlertsAskFor_isShownByTheRunningJob() throws Exception {
    Set<String> asked = new TreeSet<>();
    METRIC.matcher(Files.readString(PAGE)).results().forEach(found -> asked.add(found.group()));
    assertThat(asked).hasSizeGreaterThan(6);
    try (RealJob job = new RealJob(directory)) {
      job.start(UnaryOperator.identity());
      Set<String> shown = new TreeSet<>();
      job.await(
          "the metrics",
          () -> {
            job.metrics().keySet().forEach(metric -> shown.add(metric.split("\\{", 2)[0]));
            return shown.containsAll(asked);
          });
      assertThat(job.metrics())
          .anySatisfy(
              (metric, value) -> {
                assertThat(metric)
                    .startsWith("flink_taskmanager_job_task_operator_currentOutputWatermark")
                    .contains("operator_name=\"match\"");
                assertThat(value).isNegative(); // no reading has come
              });
    }
  }
}
