package dev.vigil.io.kafka;

import dev.vigil.alert.Alert;
import dev.vigil.io.AlertJson;
import dev.vigil.io.AlertSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Alerts in a Kafka topic: the alert's id is the key, its document the value.
 *
 * @param topic the topic
 * @param delivery how often it has each of them
 * @param client the client's properties
 */
public record KafkaAlerts(String topic, Delivery delivery, KafkaClient client)
    implements AlertSink {
  @Override
  public void attach(DataStream<Alert> alerts) {
    String uid = "alerts-kafka-" + topic;
    alerts
        .keyBy(Alert::id)
        .sinkTo(client.sink(new ToRecord(topic), delivery, uid))
        .name("alerts to Kafka topic " + topic)
        .uid(uid);
  }

  @Override
  public List<String> topics() {
    return List.of(topic);
  }

  @Override
  public Optional<Duration> transactionTimeout() {
    return delivery.transactionTimeout(client);
  }

  @Override
  public String describe() {
    return "Kafka topic " + topic;
  }

  private record ToRecord(String topic) implements KafkaRecordSerializationSchema<Alert> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Alert alert, KafkaSinkContext context, @Nullable Long timestamp) {
      // The record's time is when it is sent: by event time, brokers would delete alerts about old
      // readings as soon as they look after the topic's retention.
      return new ProducerRecord<>(
          topic,
          alert.id().getBytes(StandardCharsets.UTF_8),
          AlertJson.write(alert, System.currentTimeMillis()));
    }
  }
}
