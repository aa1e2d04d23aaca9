package dev.vigil.io.kafka;

import dev.vigil.control.ControlRecord;
import dev.vigil.control.ControlTypes;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hands on every record of the control topic: it is the gate that judges them. */
public final class ControlRecordDeserializer
    implements KafkaRecordDeserializationSchema<ControlRecord> {
  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<ControlRecord> out) {
    out.collect(of(record));
  }

  /** The record as the gate sees it. */
  static ControlRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new ControlRecord(
        record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
        record.value(),
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp());
  }

  @Override
  public TypeInformation<ControlRecord> getProducedType() {
    return ControlTypes.RECORD;
  }
}
