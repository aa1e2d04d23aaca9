package dev.vigil.job;

import static dev.vigil.job.WiredJob.CATALOG;
import static dev.vigil.job.WiredJob.reading;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.control.Control;
import dev.vigil.control.ControlRecord;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleReader;
import dev.vigil.control.RuleSeed;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.io.kafka.ControlRecordDeserializer;
import dev.vigil.io.kafka.KafkaRuleBootstrap;
import dev.vigil.match.MatchOptions;
import dev.vigil.match.Matched;
import dev.vigil.match.Matching;
import dev.vigil.servers.Servers;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules on the topic, then readings, then the job: it evaluates no reading before it has them. */
final class RuleStartIT {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(WiredJob.SUBTASKS)
              .build());

  private static final int STARTS = 100;
  private static final int READINGS = 200;
  private static final List<String> ALERTS = new CopyOnWriteArrayList<>();
  private static final List<String> STATUSES = new CopyOnWriteArrayList<>();

  private static String rule(String id, String where) {
    return "rule: " + id + "\nsequence:\n  - begin: hit\n    where: " + where + "\n";
  }

  @Test
  void startedAfterRulesAndReadings_missesNoAlert_hundredTimesOutOfHundred() throws Exception {
    String topic = topic();
    RuleBootstrap bootstrap = new KafkaRuleBootstrap(topic, kafka(), seed());
    List<String> expected = expected();
    assertThat(expected).hasSize(READINGS + READINGS / 2);

    int complete = 0;
    for (int start = 0; start < STARTS; start++) {
      run(bootstrap, topic);
      assertThat(ALERTS).as("start " + start).containsExactlyInAnyOrderElementsOf(expected);
      complete++;
    }

    assertThat(complete).isEqualTo(STARTS);
  }

  @Test
  void rulesThatTheBroadcastNeverBrings_areThereAllTheSame_andNoneWithoutBootstrap()
      throws Exception {
    String empty = Servers.compactedTopic("rules");

    run(new KafkaRuleBootstrap(topic(), kafka(), seed()), empty);
    assertThat(ALERTS).containsExactlyInAnyOrderElementsOf(expected());

    run(RuleBootstrap.of(List.of()), empty);
    assertThat(ALERTS).isEmpty();
  }

  /** What a subtask knew from its start, it acknowledges when the topic tells it. */
  @Test
  void statusOfEachRule_isSaidThoughAllWasPublishedBeforeTheStart() throws Exception {
    String topic = topic();
    run(new KafkaRuleBootstrap(topic, kafka(), seed()), topic);
    assertThat(STATUSES).contains("all@0 ACTIVE", "odd@3 REJECTED", "gone@5 DELETED");
  }

  /** Two rules in force: one as it was first published, one that was replaced and then spoilt. */
  private static String topic() throws Exception {
    String topic = Servers.compactedTopic("rules");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      publish(producer, topic, "all", rule("all", "pm25 >= 0"));
      publish(producer, topic, "odd", rule("odd", "pm25 < 0"));
      publish(producer, topic, "odd", rule("odd", "pm25 == 1"));
      publish(producer, topic, "odd", rule("odd", "pm52 == 1"));
      publish(producer, topic, "gone", rule("gone", "pm25 >= 0"));
      publish(producer, topic, "gone", null);
    }
    return topic;
  }

  private static List<String> expected() {
    List<String> expected = new CopyOnWriteArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      expected.add("all@0 " + (i + 1) * 1_000);
      if (i % 2 == 1) {
        expected.add("odd@2 " + (i + 1) * 1_000);
      }
    }
    return expected;
  }

  private static void run(RuleBootstrap bootstrap, String topic) throws Exception {
    ALERTS.clear();
    STATUSES.clear();
    StreamExecutionEnvironment environment = WiredJob.environment();
    DataStream<Event> events =
        environment.fromSource(
            new DataGeneratorSource<>(
                i -> reading("s" + i % 16, (i + 1) * 1_000, (int) (i % 2), i),
                READINGS,
                Matching.eventType(CATALOG)),
            WatermarkStrategy.noWatermarks(),
            "readings");
    DataStream<ControlRecord> control =
        environment.fromSource(
            KafkaSource.<ControlRecord>builder()
                .setProperties(kafka())
                .setTopics(topic)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setDeserializer(new ControlRecordDeserializer())
                .build(),
            WatermarkStrategy.noWatermarks(),
            "rules");
    SingleOutputStreamOperator<RuleUpdate> gate = Control.gate(control, seed());
    Matched matched =
        Matching.alerts(
            List.of(events),
            gate,
            CATALOG,
            bootstrap,
            RuleReader.of(CATALOG),
            MatchOptions.DEFAULT);
    matched
        .alerts()
        .map(
            alert -> {
              ALERTS.add(alert.rule() + "@" + alert.revision() + " " + alert.timestamp());
              return alert;
            })
        .returns(Alert.TYPE)
        .sinkTo(new DiscardingSink<>());
    Control.statuses(gate, matched.acknowledgements(), seed(), "statuses")
        .map(
            status -> {
              STATUSES.add(status.rule() + "@" + status.revision() + " " + status.state());
              return status;
            })
        .returns(ControlTypes.STATUS)
        .sinkTo(new DiscardingSink<>());
    environment.execute("start");
  }

  private static RuleSeed seed() {
    return new RuleSeed(RuleReader.of(CATALOG), List.of(), RuleSeed.LIMIT);
  }

  private static Properties kafka() {
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", Servers.kafka().bootstrapServers());
    return kafka;
  }

  private static void publish(
      KafkaProducer<byte[], byte[]> producer, String topic, String key, String value)
      throws Exception {
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), bytes)).get();
  }
}
