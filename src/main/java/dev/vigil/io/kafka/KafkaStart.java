package dev.vigil.io.kafka;

import java.io.Serializable;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** Where a topic is read from when there is no checkpoint. */
public sealed interface KafkaStart extends Serializable {
  OffsetsInitializer offsets();

  /** After what the group has committed; from the beginning where it has not. */
  record Committed() implements KafkaStart {
    @Override
    public OffsetsInitializer offsets() {
      return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    }
  }

  /** From the oldest record. */
  record Earliest() implements KafkaStart {
    @Override
    public OffsetsInitializer offsets() {
      return OffsetsInitializer.earliest();
    }
  }

  /** From the next record on. */
  record Latest() implements KafkaStart {
    @Override
    public OffsetsInitializer offsets() {
      return OffsetsInitializer.latest();
    }
  }

  /**
   * From the first record at or after a time.
   *
   * @param epochMillis of the records' own timestamps
   */
  record At(long epochMillis) implements KafkaStart {
    @Override
    public OffsetsInitializer offsets() {
      return OffsetsInitializer.timestamp(epochMillis);
    }
  }
}
