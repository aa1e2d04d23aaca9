package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * src/docs/operating.md: its settings are ones that Flink, Kafka and conf have. Its commands are
 * run by {@link OperatingCommandsIT}.
 */
class OperatingDocsTest {
  static final Path PAGE = Path.of("src/docs/operating.md");

  /** Of flink-kubernetes, which is in Flink's distribution only. */
  private static final Set<String> OF_KUBERNETES = Set.of("kubernetes.cluster-id");

  private static final Pattern NAMED =
      Pattern.compile(
          "`((?:execution|pipeline|security|web|high-availability)\\.[\\w.-]+\\w)(?:: \\w+)?`");
  private static final Pattern WORD = Pattern.compile("`([A-Z_]+)`");

  @TempDir Path directory;

  private static Set<String> flinksKeys() throws IllegalAccessException {
    Set<String> keys = new TreeSet<>(OF_KUBERNETES);
    for (Class<?> options :
        List.of(
            CheckpointingOptions.class,
            CoreOptions.class,
            HighAvailabilityOptions.class,
            PipelineOptions.class,
            SecurityOptions.class,
            StateRecoveryOptions.class,
            WebOptions.class)) {
      for (Field field : options.getFields()) {
        if (field.get(null) instanceof ConfigOption<?> option) {
          keys.add(option.key());
        }
      }
    }
    return keys;
  }

  private static List<Map<String, Object>> blocks() throws IOException {
    return Readme.read(PAGE).blocks("yaml").stream().map(OperatingDocsTest::yaml).toList();
  }

  private static Map<String, Object> yaml(String text) {
    Map<String, Object> read = new LinkedHashMap<>();
    ((Map<?, ?>) new Yaml().load(text)).forEach((key, value) -> read.put(key.toString(), value));
    return read;
  }

  @Test
  void settingsOfFlink_areThoseThatItHas() throws Exception {
    Set<String> named = new TreeSet<>();
    blocks().stream()
        .filter(block -> !block.containsKey("kafka") && !block.containsKey("groups"))
        .forEach(block -> named.addAll(block.keySet()));
    NAMED.matcher(Readme.read(PAGE).text()).results().forEach(found -> named.add(found.group(1)));
    assertThat(named).hasSizeGreaterThan(12).isSubsetOf(flinksKeys());
  }

  @Test
  void settingsOfFlink_onThePageOfRollups_areThoseThatItHas() throws Exception {
    assertThat(
            NAMED
                .matcher(Files.readString(Path.of("src/docs/rollups.md")))
                .results()
                .map(found -> found.group(1)))
        .isNotEmpty()
        .isSubsetOf(flinksKeys());
  }

  @Test
  void typesOfHighAvailability_areThoseThatFlinkHas() throws IOException {
    assertThat(blocks().stream().map(block -> block.get("high-availability.type")))
        .filteredOn(type -> type != null)
        .hasSize(2)
        .allSatisfy(type -> HighAvailabilityMode.valueOf(type.toString().toUpperCase(Locale.ROOT)));
  }

  @Test
  void propertiesOfKafka_areThoseOfItsClients_andConfTakesThem() throws Exception {
    String text =
        Readme.read(PAGE).blocks("yaml").stream()
            .filter(block -> block.startsWith("kafka:"))
            .findFirst()
            .orElseThrow();
    Map<?, ?> properties = (Map<?, ?>) yaml(text).get("kafka");
    for (Set<String> client :
        List.of(
            ConsumerConfig.configNames(),
            ProducerConfig.configNames(),
            AdminClientConfig.configNames())) {
      assertThat(properties.keySet()).allMatch(client::contains);
    }
    String login = properties.get("sasl.jaas.config").toString();
    assertThat(Class.forName(login.substring(0, login.indexOf(' ')))).isNotNull();

    Path secret = Files.writeString(directory.resolve("kafka"), "s3cret");
    String conf =
        Files.readString(Path.of("conf/vigil.yaml"))
            .replaceFirst("(?m)^kafka:.*\n", "")
            .concat(text.replace("/run/secrets/kafka", secret.toString()));
    Conf.Loaded loaded = Conf.parse(new Source("vigil.yaml", conf));
    assertThat(DiagnosticRenderer.render(loaded.diagnostics())).isEmpty();
    assertThat(loaded.conf().orElseThrow().kafka().properties().get("sasl.jaas.config"))
        .isEqualTo(login.replace("${file:/run/secrets/kafka}", "s3cret"));
  }

  @Test
  void whatKafkaMustAllow_hasTheNamesOfItsAccessControl() throws IOException {
    List<String> known =
        Stream.concat(Arrays.stream(ResourceType.values()), Arrays.stream(AclOperation.values()))
            .map(Enum::name)
            .toList();
    List<String> rows =
        Readme.read(PAGE)
            .text()
            .lines()
            .filter(line -> line.startsWith("| the job") || line.startsWith("| `vigil "))
            .toList();
    assertThat(rows).hasSize(7);
    for (String row : rows) {
      assertThat(WORD.matcher(row).results().map((MatchResult found) -> found.group(1)))
          .hasSizeGreaterThan(1)
          .isSubsetOf(known);
    }
  }

  @Test
  void roleOfElasticsearch_coversTheShippedIndices() throws IOException {
    JsonNode role = new ObjectMapper().readTree(Readme.read(PAGE).blocks("json").get(0));
    Conf conf = Conf.load(Path.of("conf/vigil.yaml")).conf().orElseThrow();
    assertThat(role.at("/indices/0/names"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            conf.templates().stream().map(template -> template.target().index() + "-*").toList());
  }

  @Test
  void alerts_areRulesOfPrometheus() throws IOException {
    Map<String, Object> file =
        blocks().stream().filter(block -> block.containsKey("groups")).findFirst().orElseThrow();
    Map<?, ?> group = (Map<?, ?>) ((List<?>) file.get("groups")).get(0);
    List<?> rules = (List<?>) group.get("rules");
    assertThat(rules).hasSizeGreaterThan(5);
    String metrics = Files.readString(Path.of("src/docs/metrics.md"));
    for (Object each : rules) {
      Map<?, ?> rule = (Map<?, ?>) each;
      assertThat(rule.get("alert").toString()).matches("Vigil\\w+");
      assertThat(rule.keySet()).allMatch(key -> Set.of("alert", "expr", "for").contains(key));
      Pattern.compile("operator_(vigil_\\w+)")
          .matcher(rule.get("expr").toString())
          .results()
          .forEach(found -> assertThat(metrics).contains("| `" + found.group(1) + "` |"));
    }
  }

  /** Event time that has not begun is a negative number, and no reason to be silent. */
  @Test
  void alertOnEventTime_looksAtEverySubtask_alsoBeforeItBegins() throws IOException {
    List<String> asking =
        Readme.read(PAGE)
            .text()
            .lines()
            .filter(line -> line.contains("currentOutputWatermark"))
            .map(String::strip)
            .toList();
    assertThat(asking)
        .isNotEmpty()
        .allMatch(line -> line.matches("expr: time\\(\\) - min\\(\\w+\\{[^}]*}\\) / 1000 > \\d+"));
  }

  /** A rule that is set aside at the start raises no counter that Prometheus has seen before. */
  @Test
  void alertOnRulesSetAside_asksForAGauge() throws IOException {
    assertThat(Readme.read(PAGE).text())
        .contains("max(flink_taskmanager_job_task_operator_vigil_rules_set_aside) > 0");
    assertThat(Files.readString(Path.of("src/docs/metrics.md")))
        .contains("| `vigil_rules_set_aside` | gauge |");
  }
}
