package dev.vigil.io.kafka;

import dev.vigil.io.DeadLetterSink;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.DeadLetterJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters in a Kafka topic: the origin is the key, so that a replay says the same again.
 *
 * @param topic the topic
 * @param client the client's properties
 */
public record KafkaDeadLetters(String topic, KafkaClient client) implements DeadLetterSink {
  @Override
  public void attach(DataStream<DeadLetter> letters) {
    letters
        .sinkTo(client.sink(new ToRecord(topic), new Delivery.AtLeastOnce(), "dead-letters"))
        .name("dead letters to Kafka topic " + topic)
        .uid("dead-letters-kafka");
  }

  @Override
  public List<String> topics() {
    return List.of(topic);
  }

  @Override
  public String describe() {
    return "Kafka topic " + topic;
  }

  private record ToRecord(String topic) implements KafkaRecordSerializationSchema<DeadLetter> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        DeadLetter letter, KafkaSinkContext context, @Nullable Long timestamp) {
      return new ProducerRecord<>(
          topic,
          null,
          letter.arrival(),
          letter.origin().getBytes(StandardCharsets.UTF_8),
          DeadLetterJson.write(letter));
    }
  }
}
