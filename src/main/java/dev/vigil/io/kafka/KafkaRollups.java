package dev.vigil.io.kafka;

import dev.vigil.io.RollupJson;
import dev.vigil.io.RollupSink;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.RollupResult;
import dev.vigil.rollup.RollupStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Window results in a Kafka topic: the result's id is the key, its document the value; none where
 * the session has become part of another.
 *
 * @param topic the topic
 * @param delivery how often it has each of them
 * @param client the client's properties
 */
public record KafkaRollups(String topic, Delivery delivery, KafkaClient client)
    implements RollupSink {
  @Override
  public void attach(Rollup rollup, DataStream<RollupResult> results) {
    String uid = RollupStream.uid(rollup) + "-kafka-" + topic;
    results
        .sinkTo(client.sink(new ToRecord(topic, rollup), delivery, uid))
        .name(rollup.name() + " to Kafka topic " + topic)
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

  private record ToRecord(String topic, Rollup rollup)
      implements KafkaRecordSerializationSchema<RollupResult> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        RollupResult result, KafkaSinkContext context, @Nullable Long timestamp) {
      byte[] id = result.id().getBytes(StandardCharsets.UTF_8);
      // the record's time is when it is sent, as it is with alerts
      return new ProducerRecord<>(
          topic,
          id,
          result.superseded()
              ? null
              : RollupJson.write(rollup, result, System.currentTimeMillis()));
    }
  }
}
