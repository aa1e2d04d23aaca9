package dev.vigil.io.kafka;

import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Decoder;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Received;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes readings of Kafka records as they are polled. */
final class KafkaDecoder implements KafkaRecordDeserializationSchema<Received> {
  private final StreamSpec stream;
  private transient Decoder decoder;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  KafkaDecoder(StreamSpec stream) {
    this.stream = stream;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = stream.decoding().decoder();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Received> out) {
    RawRecord raw =
        new RawRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value());
    decoder.decode(raw, System.currentTimeMillis(), out::collect);
  }

  @Override
  public TypeInformation<Received> getProducedType() {
    return stream.type();
  }
}
