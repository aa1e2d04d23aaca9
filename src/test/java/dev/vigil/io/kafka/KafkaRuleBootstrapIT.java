package dev.vigil.io.kafka;

import static dev.vigil.control.ControlFixtures.badRule;
import static dev.vigil.control.ControlFixtures.rule;
import static dev.vigil.control.ControlFixtures.seed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.control.RuleSeed;
import dev.vigil.control.RuleUpdate;
import dev.vigil.servers.Ports;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class KafkaRuleBootstrapIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void loadsTheLastGoodRevisionOfEachRule_andItsDeletion() throws Exception {
    String topic = Servers.topic("rules", 1); // a compacted one takes no record without key
    try (KafkaProducer<byte[], byte[]> producer = producer(null)) {
      send(producer, topic, "a", rule("a")); // 0
      send(producer, topic, "b", rule("b")); // 1
      send(producer, topic, "a", rule("a") + "for: 1m\n"); // 2
      send(producer, topic, "b", badRule("b")); // 3
      send(producer, topic, "c", rule("c")); // 4
      send(producer, topic, "c", null); // 5
      send(producer, topic, "d", ""); // 6
      send(producer, topic, null, null); // 7
    }

    assertThat(load(topic, seed()))
        .containsExactlyInAnyOrder(
            new RuleUpdate("a", 2, rule("a") + "for: 1m\n"),
            new RuleUpdate("b", 1, rule("b")),
            new RuleUpdate("c", 5, null));
  }

  @Test
  void loadsTheDirectory_overWhichTheTopicWins() throws Exception {
    String topic = Servers.compactedTopic("rules");
    try (KafkaProducer<byte[], byte[]> producer = producer(null)) {
      send(producer, topic, "a", rule("a") + "for: 1m\n");
      send(producer, topic, "b", null);
      send(producer, topic, "c", badRule("c"));
    }
    RuleSeed seed =
        seed(
            new RuleUpdate("a", -1, rule("a")),
            new RuleUpdate("b", -1, rule("b")),
            new RuleUpdate("c", -1, rule("c")));

    assertThat(load(topic, seed))
        .containsExactlyInAnyOrder(
            new RuleUpdate("a", 0, rule("a") + "for: 1m\n"),
            new RuleUpdate("b", 1, null),
            new RuleUpdate("c", -1, rule("c")));
  }

  @Test
  void loadsNothing_fromAnEmptyTopic() throws Exception {
    assertThat(load(Servers.compactedTopic("rules"), seed())).isEmpty();
  }

  @Test
  void comesToTheEnd_whereTheLastOffsetsAreMarkersAndAbortedRecords() throws Exception {
    String topic = Servers.compactedTopic("rules");
    try (KafkaProducer<byte[], byte[]> producer = producer(Servers.uniqueName("tx"))) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, topic, "a", rule("a")); // 0, and a marker
      producer.commitTransaction();
      producer.beginTransaction();
      send(producer, topic, "b", rule("b")); // 2, and a marker
      producer.abortTransaction();
    }
    Properties committed = kafka();
    committed.put("isolation.level", "read_committed");

    assertThat(new KafkaRuleBootstrap(topic, committed, seed(), PATIENCE).load())
        .containsExactly(new RuleUpdate("a", 0, rule("a")));
  }

  @Test
  void fails_whereThereIsNoTopic() {
    String topic = Servers.uniqueTopic();
    assertThatThrownBy(() -> load(topic, seed()))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no topic " + topic);
    // and it is not made by having been asked for
    assertThatThrownBy(() -> load(topic, seed())).hasMessage("there is no topic " + topic);
  }

  @Test
  void fails_whereTheTopicHasSeveralPartitions() {
    String topic = Servers.topic("rules", 3);
    assertThatThrownBy(() -> load(topic, seed()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has 3 partitions; it must have one");
  }

  @Test
  void fails_whereNobodyAnswers() throws Exception {
    Properties nobody = new Properties();
    nobody.put("bootstrap.servers", "127.0.0.1:" + Ports.free());
    KafkaRuleBootstrap bootstrap =
        new KafkaRuleBootstrap("rules", nobody, seed(), Duration.ofSeconds(2));
    assertThatThrownBy(bootstrap::load)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read the topic rules: ");
  }

  @Test
  void travelsToTheSubtasks() throws Exception {
    String topic = Servers.compactedTopic("rules");
    try (KafkaProducer<byte[], byte[]> producer = producer(null)) {
      send(producer, topic, "a", rule("a"));
    }
    KafkaRuleBootstrap there =
        InstantiationUtil.clone(new KafkaRuleBootstrap(topic, kafka(), seed()));
    assertThat(there.load()).containsExactly(new RuleUpdate("a", 0, rule("a")));
  }

  private static List<RuleUpdate> load(String topic, RuleSeed seed) throws IOException {
    return new KafkaRuleBootstrap(topic, kafka(), seed, PATIENCE).load();
  }

  private static Properties kafka() {
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", Servers.kafka().bootstrapServers());
    return kafka;
  }

  private static KafkaProducer<byte[], byte[]> producer(String transactions) {
    Properties kafka = kafka();
    if (transactions != null) {
      kafka.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactions);
    }
    return new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, String key, String value)
      throws InterruptedException, ExecutionException {
    producer
        .send(
            new ProducerRecord<>(
                topic,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8)))
        .get();
  }
}
