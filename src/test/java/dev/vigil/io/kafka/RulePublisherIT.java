package dev.vigil.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.control.ControlRecord;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import dev.vigil.servers.Ports;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class RulePublisherIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void publishesDocumentsAndDeletions_inOrder_andTellsTheirRevisions() throws Exception {
    String topic = Servers.compactedTopic("rules");
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put("b", "rule: b # caf\u00e9\n");
    documents.put("a", null);
    try (RulePublisher publisher = new RulePublisher(topic, kafka(), PATIENCE)) {
      assertThat(publisher.publish(documents)).isEqualTo(Map.of("b", 0L, "a", 1L));
      assertThat(publisher.publish(documents)).isEqualTo(Map.of("b", 2L, "a", 3L));
    }

    List<String> read = new ArrayList<>();
    try (TopicReader reader = TopicReader.ordered(topic, kafka(), PATIENCE)) {
      reader.readToEnd(
          record -> {
            ControlRecord control = ControlRecordDeserializer.of(record);
            byte[] value = control.value();
            String text = value == null ? null : new String(value, StandardCharsets.UTF_8);
            read.add(control.offset() + " " + control.key() + " " + text);
          });
    }
    assertThat(read)
        .containsExactly(
            "0 b rule: b # caf\u00e9\n", "1 a null", "2 b rule: b # caf\u00e9\n", "3 a null");
  }

  @Test
  void fails_whereThereIsNoTopic() {
    String topic = Servers.uniqueTopic();
    assertThatThrownBy(() -> new RulePublisher(topic, kafka(), PATIENCE))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no topic " + topic);
  }

  @Test
  void fails_whereNobodyAnswers() throws Exception {
    Properties nobody = new Properties();
    nobody.put("bootstrap.servers", "127.0.0.1:" + Ports.free());
    assertThatThrownBy(() -> new RulePublisher("rules", nobody, Duration.ofSeconds(2)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot read the topic rules: ");
  }

  @Test
  void statusTopic_keepsTheLatestOfEachRule_thenTellsWhatIsNew() throws Exception {
    String topic = Servers.topic("status", 2);
    RuleStatus first = status("a", 1);
    RuleStatus second = status("a", 2);
    RuleStatus other = status("b", 1);
    try (KafkaProducer<byte[], byte[]> producer = producer();
        StatusTopic statuses = new StatusTopic(topic, kafka(), PATIENCE)) {
      assertThat(statuses.readToEnd()).isEmpty();
      say(producer, topic, first);
      say(producer, topic, other);
      say(producer, topic, second);
      producer
          .send(new ProducerRecord<>(topic, "a".getBytes(StandardCharsets.UTF_8), new byte[1]))
          .get();
      producer.send(new ProducerRecord<>(topic, "b".getBytes(StandardCharsets.UTF_8), null)).get();

      assertThat(statuses.readToEnd()).isEqualTo(Map.of("a", second));
      assertThat(statuses.unreadable()).isEqualTo(1);

      say(producer, topic, status("b", 3));
      List<RuleStatus> next = List.of();
      for (int turn = 0; next.isEmpty() && turn < 100; turn++) {
        next = statuses.next();
      }
      assertThat(next).containsExactly(status("b", 3));
    }
  }

  private static RuleStatus status(String rule, long revision) {
    return new RuleStatus(
        rule, revision, revision, "sha256:0", RuleState.ACTIVE, List.of(), 2, 2, 1_000);
  }

  private static void say(KafkaProducer<byte[], byte[]> producer, String topic, RuleStatus status)
      throws Exception {
    producer.send(new RuleStatusSerializer(topic).serialize(status, null, null)).get();
  }

  private static Properties kafka() {
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", Servers.kafka().bootstrapServers());
    return kafka;
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
