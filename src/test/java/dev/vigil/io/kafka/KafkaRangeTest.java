package dev.vigil.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaRangeTest {
  private static final long NOW = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource({
    "24h, 2026-02-28T00:00:00Z, ",
    "1h30m, 2026-02-28T22:30:00Z, ",
    "2026-01-01..2026-02-01, 2026-01-01T00:00:00Z, 2026-02-01T00:00:00Z",
    "2026-01-01T00:00Z..2026-01-01T01:30:10+01:00, 2026-01-01T00:00:00Z, 2026-01-01T00:30:10Z",
    "2026-01-01.., 2026-01-01T00:00:00Z, ",
    "..2026-01-01, 1970-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
  })
  void times(String text, Instant first, Instant end) {
    assertThat(KafkaRange.parse(text, NOW))
        .isEqualTo(
            new KafkaRange.Times(
                first.toEpochMilli(), end == null ? Long.MAX_VALUE : end.toEpochMilli()));
  }

  @ParameterizedTest
  @CsvSource({
    "100..200, 100, 200",
    "..7, 0, 7",
    "7.., 7, 9223372036854775807",
    "..,0,9223372036854775807"
  })
  void offsets(String text, long first, long end) {
    assertThat(KafkaRange.parse(text, NOW)).isEqualTo(new KafkaRange.Offsets(first, end));
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday, is no range",
    "0s, is no range",
    "2026-02-01..2026-01-01, ends before it begins",
    "5..5, ends before it begins",
    "5..2026-01-01, '5' is no time",
    "2026-01-01T00:00..2026-02-01, '2026-01-01T00:00' is no time",
    "99999999999999999999.., is no offset",
  })
  void whatIsNoRange_isRefusedWithAReason(String text, String reason) {
    assertThatThrownBy(() -> KafkaRange.parse(text, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void offsetThatAPartitionDoesNotHold_isTheNearestOneThatItDoes() {
    TopicPartition a = new TopicPartition("t", 0);
    TopicPartition b = new TopicPartition("t", 1);
    TopicPartition c = new TopicPartition("t", 2);
    PartitionOffsetsRetriever held =
        new Held(Map.of(a, 0L, b, 150L, c, 0L), Map.of(a, 500L, b, 300L, c, 40L));
    assertThat(new HeldOffset(100).getPartitionOffsets(Set.of(a, b, c), held))
        .isEqualTo(Map.of(a, 100L, b, 150L, c, 40L));
  }

  private record Held(Map<TopicPartition, Long> first, Map<TopicPartition, Long> end)
      implements PartitionOffsetsRetriever {
    @Override
    public Map<TopicPartition, Long> committedOffsets(
        java.util.Collection<TopicPartition> partitions) {
      return Map.of();
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(java.util.Collection<TopicPartition> partitions) {
      return end;
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(
        java.util.Collection<TopicPartition> partitions) {
      return first;
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      return Map.of();
    }
  }
}
