package dev.vigil.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.SharedFiles;
import dev.vigil.alert.Alert;
import dev.vigil.backtest.History;
import dev.vigil.backtest.HistoryChoice;
import dev.vigil.backtest.Past;
import dev.vigil.backtest.Replay;
import dev.vigil.backtest.Replayed;
import dev.vigil.backtest.Variant;
import dev.vigil.conf.Conf;
import dev.vigil.io.AlertJson;
import dev.vigil.io.Intake;
import dev.vigil.io.kafka.KafkaRange;
import dev.vigil.job.RealJob;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleFiles;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backtest says of history is what the job said when it happened. */
class BeijingBacktestIT {
  /** Twenty that are busy all the time, and twenty for the night, which seldom match. */
  private static final List<Path> RULES =
      List.of(Path.of("src/test/resources/beijing"), Path.of("src/test/resources/beijing-night"));

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A slow machine has patience for each of them. */
  private static final int PARTS = 10;

  @TempDir Path directory;

  @Test
  void alerts_ofFortyRulesOverFourYears_areThoseOfTheJob_oneByOne() throws Exception {
    try (RealJob job = new RealJob(directory)) {
      for (Rule rule : rules(Conf.load(Path.of("conf/vigil.yaml")).conf().orElseThrow())) {
        job.publish(rule.id(), rule.text());
      }
      BeijingIT.send(job, Beijing.rows());
      job.start(UnaryOperator.identity());
      for (int part = 1; part <= PARTS; part++) {
        long some = (long) Beijing.ROWS * part / PARTS;
        job.await(some + " readings", () -> job.count(Intake.READINGS) >= some);
      }
      job.drain();
      Map<String, JsonNode> told = steps(RealJob.json(job.alerts()));
      assertThat(told).hasSizeGreaterThan(50_000);
      assertThat(new TreeSet<>(told.values().stream().map(BeijingBacktestIT::rule).toList()))
          .hasSize(38); // two of the night never match
      // the job is drained, which ends all times; history ends with its last reading
      long last = Beijing.rows().stream().mapToLong(Beijing.Row::time).max().orElseThrow();
      Map<String, Long> behind =
          told.values().stream()
              .filter(alert -> isAfter(alert, last))
              .collect(Collectors.groupingBy(BeijingBacktestIT::rule, Collectors.counting()));
      assertThat(behind).isEqualTo(Map.of("silent", 12L));
      told.values().removeIf(alert -> isAfter(alert, last));

      Conf conf = Conf.load(directory.resolve("vigil.yaml")).conf().orElseThrow();
      Map<String, String> groups = committed();
      Optional<KafkaRange> all = Optional.of(KafkaRange.parse("..", 0));
      List<Rule> rules = rules(conf);
      Map<String, JsonNode> kafka =
          steps(
              replay(
                  new HistoryChoice(conf, List.of(), List.of(), all).history(List.of(rules)),
                  rules,
                  2));
      assertSame(kafka, told);
      assertThat(committed()).isEqualTo(groups).isNotEmpty();

      Path file = SharedFiles.need(Beijing.FILE);
      for (int parallelism = 1; parallelism <= 2; parallelism++) {
        List<JsonNode> files =
            replay(
                new History(
                    List.of(Past.inFiles(fileConf().streams().get(0), List.of(file))), fileConf()),
                rules(fileConf()),
                parallelism);
        assertSame(content(files), content(told.values()));
      }
    }
  }

  private static List<Rule> rules(Conf conf) throws IOException {
    RuleFiles read = RuleFiles.read(RULES, conf.catalog());
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.rules()).hasSize(40);
    return read.rules();
  }

  private static Conf fileConf() {
    return BeijingBacktestTest.conf();
  }

  private static List<JsonNode> replay(History history, List<Rule> rules, int parallelism)
      throws Exception {
    List<Alert> alerts = new ArrayList<>();
    try (Replay replay = new Replay(history, new Replay.Options(parallelism, false), alerts::add)) {
      Replayed replayed = replay.run(rules.stream().map(Variant::of).toList());
      assertThat(replayed.readings()).isEqualTo(Beijing.ROWS);
      assertThat(replayed.evaluated()).isEqualTo(Beijing.ROWS);
    }
    List<JsonNode> documents = new ArrayList<>();
    for (Alert alert : alerts) {
      documents.add(JSON.readTree(AlertJson.write(alert, 0)));
    }
    return documents;
  }

  private static boolean isAfter(JsonNode alert, long time) {
    return Stream.of(alert.at("/@timestamp"), alert.at("/event/end"))
        .filter(JsonNode::isTextual)
        .anyMatch(written -> Instant.parse(written.asText()).toEpochMilli() > time);
  }

  private static String rule(JsonNode alert) {
    return alert.at("/rule/id").asText();
  }

  /** Each step of each alert by its id, but for what can only differ. */
  private static Map<String, JsonNode> steps(Collection<JsonNode> documents) {
    Map<String, JsonNode> steps = new TreeMap<>();
    for (JsonNode document : documents) {
      ((ObjectNode) document.get("rule")).remove("version");
      ((ObjectNode) document.get("vigil")).remove("latency_ms");
      String step = document.at("/event/id").asText() + "/" + document.at("/event/sequence");
      assertThat(steps.put(step, document)).as(step).isNull();
    }
    return steps;
  }

  /** The steps by what they say, but for where the readings lie, of which ids are made. */
  private static Map<String, JsonNode> content(Collection<JsonNode> documents) {
    Map<String, JsonNode> content = new TreeMap<>();
    for (JsonNode document : documents) {
      ((ObjectNode) document.get("rule")).remove("version");
      ((ObjectNode) document.get("vigil")).remove("latency_ms");
      ((ObjectNode) document.get("event")).remove("id");
      document
          .at("/vigil/matched")
          .forEach(
              stage ->
                  stage
                      .get("readings")
                      .forEach(reading -> ((ObjectNode) reading).remove("source")));
      String text = document.toString();
      assertThat(content.put(text, document)).as(text).isNull();
    }
    return content;
  }

  /** As large maps are compared quickly, and told apart by a few. */
  private static void assertSame(Map<String, JsonNode> found, Map<String, JsonNode> expected) {
    List<String> missing =
        expected.entrySet().stream()
            .filter(one -> !one.getValue().equals(found.get(one.getKey())))
            .map(one -> one.getValue() + " but " + found.get(one.getKey()))
            .toList();
    List<String> more =
        found.entrySet().stream()
            .filter(one -> !expected.containsKey(one.getKey()))
            .map(one -> one.getValue().toString())
            .toList();
    assertThat(missing.subList(0, Math.min(3, missing.size())))
        .as("of " + missing.size())
        .isEmpty();
    assertThat(more.subList(0, Math.min(3, more.size()))).as("of " + more.size()).isEmpty();
    assertThat(found).hasSameSizeAs(expected);
  }

  /** What all groups have committed. */
  private static Map<String, String> committed() throws Exception {
    Map<String, String> committed = new TreeMap<>();
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", Servers.kafka().bootstrapServers()))) {
      for (ConsumerGroupListing group : admin.listConsumerGroups().all().get()) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
            admin.listConsumerGroupOffsets(group.groupId()).partitionsToOffsetAndMetadata().get();
        offsets.forEach(
            (partition, offset) ->
                committed.put(group.groupId() + " " + partition, offset.toString()));
      }
    }
    return committed;
  }
}
