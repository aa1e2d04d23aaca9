package dev.vigil.io.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** An offset in every partition; the nearest one where a partition does not hold it. */
record HeldOffset(long offset) implements OffsetsInitializer {
  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever held) {
    Map<TopicPartition, Long> first = held.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = held.endOffsets(partitions);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long low = first.getOrDefault(partition, 0L);
      long high = end.getOrDefault(partition, low);
      offsets.put(partition, Math.max(low, Math.min(high, offset)));
    }
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.EARLIEST;
  }
}
