package dev.vigil.io.kafka;

import dev.vigil.control.RuleStatus;
import dev.vigil.control.RuleStatusJson;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes statuses to a compacted topic, by the rule's id. */
public final class RuleStatusSerializer implements KafkaRecordSerializationSchema<RuleStatus> {
  private final String topic;

  public RuleStatusSerializer(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RuleStatus status, KafkaSinkContext context, @Nullable Long timestamp) {
    return new ProducerRecord<>(
        topic,
        null,
        status.at(),
        status.rule().getBytes(StandardCharsets.UTF_8),
        RuleStatusJson.write(status));
  }
}
