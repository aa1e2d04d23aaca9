package dev.vigil.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class PartitionTimeTest {
  private final ManualClock clock = new ManualClock();
  private final List<String> said = new ArrayList<>();
  private final WatermarkOutput output =
      new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
          said.add("watermark " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
          said.add("idle");
        }

        @Override
        public void markActive() {
          said.add("active");
        }
      };

  private final WatermarkGeneratorSupplier.Context context =
      new WatermarkGeneratorSupplier.Context() {
        @Override
        public MetricGroup getMetricGroup() {
          return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
          return clock;
        }
      };

  private static PartitionTime time(String more) {
    StreamSpec stream = KafkaReadingsTest.stream("topics: [air]", "", more);
    return new PartitionTime(stream);
  }

  private void pass(WatermarkGenerator<Received> reader, int seconds) {
    clock.advanceTime(Duration.ofSeconds(seconds));
    reader.onPeriodicEmit(output);
  }

  @Test
  void reader_withoutPartition_isIdle_whateverConfSaysOfPartitions() {
    for (String more : List.of("", "idle: {after: 1h}")) {
      said.clear();
      WatermarkGenerator<Received> reader = time(more).createWatermarkGenerator(context);
      pass(reader, 10);
      assertThat(said).isEmpty();
      pass(reader, 1);
      pass(reader, 1);
      assertThat(said).containsExactly("idle");
    }
  }

  @Test
  void reader_ofAPartitionWithoutReadings_isNotIdle() {
    PartitionTime time = time("");
    WatermarkGenerator<Received> reader = time.createWatermarkGenerator(context);
    WatermarkGenerator<Received> partition = time.createWatermarkGenerator(context);
    pass(reader, 3_600);
    pass(partition, 3_600);
    assertThat(said).isEmpty();
  }

  @Test
  void reader_thatGetsAPartitionAfterAll_isWaitedForAsAnyOther() {
    PartitionTime ever = time("");
    WatermarkGenerator<Received> reader = ever.createWatermarkGenerator(context);
    pass(reader, 11);
    ever.createWatermarkGenerator(context);
    pass(reader, 1);
    pass(reader, 3_600);
    assertThat(said).containsExactly("idle", "active");

    said.clear();
    PartitionTime idle = time("idle: {after: 1m}");
    reader = idle.createWatermarkGenerator(context);
    pass(reader, 11);
    idle.createWatermarkGenerator(context);
    pass(reader, 1);
    pass(reader, 60);
    assertThat(said).containsExactly("idle", "active");
    pass(reader, 1);
    pass(reader, 3_600);
    assertThat(said).containsExactly("idle", "active", "idle");
  }

  @Test
  void partition_hasTheClockOfItsReadings() {
    PartitionTime time = time("out_of_order: 5s");
    time.createWatermarkGenerator(context);
    WatermarkGenerator<Received> partition = time.createWatermarkGenerator(context);
    Event event = new Event(Schema.of("air", Map.of(), List.of()), 10_000, "air-0", 0);
    RawRecord record = new RawRecord("air", 0, 0, 0, null, null);
    partition.onEvent(new Received.Reading(event, record, 0), 10_000, output);
    partition.onPeriodicEmit(output);
    assertThat(said).containsExactly("watermark 4999");
  }
}
