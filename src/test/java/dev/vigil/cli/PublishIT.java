package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.conf.Conf;
import dev.vigil.control.Control;
import dev.vigil.control.ControlRecord;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleSeed;
import dev.vigil.control.RuleStatus;
import dev.vigil.control.RuleStatusJson;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.io.kafka.ControlRecordDeserializer;
import dev.vigil.io.kafka.KafkaRuleBootstrap;
import dev.vigil.io.kafka.RuleStatusSerializer;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matched;
import dev.vigil.match.Matching;
import dev.vigil.rule.Catalog;
import dev.vigil.servers.Ports;
import dev.vigil.servers.Servers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code vigil publish} and {@code vigil rules} against a running job. */
final class PublishIT {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String TWO_RULES =
      """
      rule: pm25-high
      when: pm25 > 75
      ---
      # reviewed by a second pair of eyes
      rule: pm25-low   # and said so
      when: pm25 < 5
      mode: shadow
      """;

  @TempDir private Path directory;
  private String rules = "";
  private String status = "";

  @BeforeEach
  void writeConf() throws Exception {
    rules = Servers.compactedTopic("rules");
    status = Servers.compactedTopic("status");
    Files.writeString(conf(), conf(Servers.kafka().bootstrapServers()));
    Files.writeString(directory.resolve("two.yaml"), TWO_RULES);
  }

  private JobClient job;

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.cancel().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void publishedRules_areActive_thenRefusedAndDeletedOnesAreSaidToBe() throws Exception {
    startJob();

    Ran published = vigil("publish", "--conf", conf().toString(), path("two.yaml"));
    assertThat(published.out)
        .isEqualTo("pm25-high  revision 0  active  4/4\npm25-low   revision 1  shadow  4/4\n");
    assertThat(published.err).isEmpty();
    assertThat(published.code).isZero();

    put("pm25-high", "rule: pm25-high\nwhen: pm52 > 75\n");
    Ran deleted = vigil("publish", "--conf", conf().toString(), "--delete", "pm25-low", "--json");
    assertThat(deleted.code).isZero();
    RuleStatus gone = RuleStatusJson.read(deleted.out.getBytes(StandardCharsets.UTF_8));
    assertThat(gone.rule() + "@" + gone.revision() + " " + gone.state().label())
        .isEqualTo("pm25-low@3 deleted");

    Ran listed = vigil("rules", "--conf", conf().toString());
    assertThat(listed.out.lines().toList())
        .hasSize(2)
        .satisfiesExactly(
            head -> assertThat(head).startsWith("RULE       STATE "),
            line ->
                assertThat(line)
                    .matches(
                        "pm25-high  rejected +2 +0 +4/4  \\d+[smh] +2:7 unknown-field:"
                            + " no field or let is named pm52 \\(did you mean pm25\\?\\)"));
    Ran json = vigil("rules", "--conf", conf().toString(), "--json");
    RuleStatus said = RuleStatusJson.read(json.out.getBytes(StandardCharsets.UTF_8));
    assertThat(said.activeRevision()).isZero();
  }

  @Test
  void publishedDocuments_areThoseOfTheFile_charByChar() throws Exception {
    startJob();
    assertThat(vigil("publish", "--conf", conf().toString(), path("two.yaml")).code).isZero();

    List<RuleUpdate> read = new KafkaRuleBootstrap(rules, kafka(), seed()).load();
    assertThat(read).extracting(RuleUpdate::rule).containsExactly("pm25-high", "pm25-low");
    assertThat(TWO_RULES).contains(read.get(0).text()).contains(read.get(1).text());
    assertThat(read.get(1).text()).contains("# and said so");
  }

  @Test
  void wrongRules_arePublishedNotAtAll() throws Exception {
    Files.writeString(directory.resolve("wrong.yaml"), "rule: wrong\nwhen: pm52 > 1\n");

    Ran ran = vigil("publish", "--conf", conf().toString(), path("two.yaml"), path("wrong.yaml"));

    assertThat(ran.code).isEqualTo(1);
    assertThat(ran.err)
        .contains("wrong.yaml:2:7: error: no field or let is named pm52")
        .endsWith("nothing was published: 1 error\n");
    assertThat(new KafkaRuleBootstrap(rules, kafka(), seed()).load()).isEmpty();
  }

  @Test
  void ruleThatIsNotThere_isNotDeleted_andTheOthersAreNeither() throws Exception {
    put("pm25-low", "rule: pm25-low\nwhen: pm25 < 5\n");
    put("wrong", "rule: wrong\nwhen: pm52 > 1\n");

    Ran ran = vigil("publish", "--conf", conf().toString(), "--delete", "pm25-low,pm25-lo");

    assertThat(ran.code).isEqualTo(1);
    assertThat(ran.err)
        .isEqualTo(
            """
            there is no rule pm25-lo to delete (did you mean pm25-low?)
            nothing was published: 1 error
            """);
    assertThat(ran.out).isEmpty();
    startJob();
    // what was refused is on the topic too, and must not stay there
    Ran deleted = vigil("publish", "--conf", conf().toString(), "--delete", "pm25-low,wrong");
    assertThat(deleted.out)
        .startsWith("pm25-low  revision 2  deleted")
        .contains("wrong     revision 3  deleted");
    assertThat(deleted.code).isZero();
    assertThat(vigil("publish", "--conf", conf().toString(), "--delete", "pm25-low").err)
        .startsWith("there is no rule pm25-low to delete\n");
  }

  @Test
  void silentJob_timesOut_sayingWhatIsMissing() throws Exception {
    Ran ran = vigil("publish", "--conf", conf().toString(), "--timeout", "2s", path("two.yaml"));

    assertThat(ran.code).isEqualTo(4);
    assertThat(ran.out)
        .isEqualTo("pm25-high  revision 0  no answer yet\npm25-low   revision 1  no answer yet\n");
    assertThat(ran.err)
        .isEqualTo(
            "published, but the job has not said within 2 s what became of pm25-high, pm25-low;"
                + " is it running?\n");
  }

  @Test
  void wrongUsage_isToldApart() throws Exception {
    assertThat(vigil("publish", "--conf", conf().toString()).code).isEqualTo(2);
    assertThat(vigil("publish", "--conf", "none.yaml", "--delete", "x").err)
        .isEqualTo("no such file: none.yaml\n");
    assertThat(
            vigil("publish", "--conf", conf().toString(), "--timeout", "soon", "--delete", "x")
                .code)
        .isEqualTo(2);
    assertThat(
            vigil("publish", "--conf", conf().toString(), "--delete", "pm25-low", path("two.yaml"))
                .err)
        .startsWith("the rule pm25-low is both to be published and to be deleted");
    Ran nobody =
        vigil(
            "rules",
            "--conf",
            conf().toString(),
            "--timeout",
            "2s",
            "--bootstrap-server",
            "127.0.0.1:" + Ports.free());
    assertThat(nobody.code).isEqualTo(2);
    assertThat(nobody.err).startsWith("cannot read the topic " + status);
  }

  private record Ran(int code, String out, String err) {}

  private static Ran vigil(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Vigil.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  private void startJob() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    environment.setParallelism(2);
    DataStream<Event> silence =
        environment.fromSource(
            new DataGeneratorSource<>(
                index -> {
                  TimeUnit.DAYS.sleep(1);
                  throw new IllegalStateException("a day without end");
                },
                Long.MAX_VALUE,
                Matching.eventType(catalog())),
            WatermarkStrategy.noWatermarks(),
            "silence");
    SingleOutputStreamOperator<RuleUpdate> gate =
        Control.gate(
            environment.fromSource(
                KafkaSource.<ControlRecord>builder()
                    .setProperties(kafka())
                    .setTopics(rules)
                    .setStartingOffsets(OffsetsInitializer.earliest())
                    .setDeserializer(new ControlRecordDeserializer())
                    .build(),
                WatermarkStrategy.noWatermarks(),
                "rules"),
            seed());
    Matched matched =
        Matching.alerts(
            List.of(silence),
            gate,
            catalog(),
            new KafkaRuleBootstrap(rules, kafka(), seed()),
            RuleReader.of(catalog()),
            MatchOptions.DEFAULT);
    matched.alerts().sinkTo(new DiscardingSink<>());
    Control.statuses(gate, matched.acknowledgements(), seed(), status)
        .sinkTo(
            KafkaSink.<RuleStatus>builder()
                .setKafkaProducerConfig(kafka())
                .setRecordSerializer(new RuleStatusSerializer(status))
                .build());
    job = environment.executeAsync("publish");
  }

  /** Publishes as any Kafka client would. */
  private void put(String key, String document) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  rules,
                  key.getBytes(StandardCharsets.UTF_8),
                  document.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  private Catalog catalog() throws Exception {
    return Conf.load(conf()).conf().orElseThrow().catalog();
  }

  private RuleSeed seed() throws Exception {
    return new RuleSeed(RuleReader.of(catalog()), List.of(), RuleSeed.LIMIT);
  }

  private static Properties kafka() {
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", Servers.kafka().bootstrapServers());
    return kafka;
  }

  private Path conf() {
    return directory.resolve("vigil.yaml");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private String conf(String servers) {
    return """
    streams:
      air:
        kafka: {topics: [air-readings], group: vigil, start: committed}
        format: json
        time: {field: ts, format: iso8601}
        key: [station]
        fields: {station: string, pm25: double}
    rules: {topic: %s}
    status: {topic: %s}
    alerts:
      kafka: {topic: vigil-alerts}
    dead_letters: {topic: vigil-dead-letters}
    kafka: {bootstrap.servers: "%s"}
    """
        .formatted(rules, status, servers);
  }
}
