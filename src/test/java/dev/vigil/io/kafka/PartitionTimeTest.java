package dev.vigil.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import dev.vigil.io.SaidTime;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.junit.jupiter.api.Test;

class PartitionTimeTest {
  private final SaidTime output = new SaidTime();

  private static PartitionTime time(String more) {
    StreamSpec stream = KafkaReadingsTest.stream("topics: [air]", "", more);
    return new PartitionTime(stream);
  }

  private void pass(WatermarkGenerator<Received> reader, int seconds) {
    output.clock.advanceTime(Duration.ofSeconds(seconds));
    reader.onPeriodicEmit(output);
  }

  @Test
  void reader_withoutPartition_isIdle_whateverConfSaysOfPartitions() {
    for (String more : List.of("", "idle: {after: 1h}")) {
      output.said.clear();
      WatermarkGenerator<Received> reader = time(more).createWatermarkGenerator(output);
      pass(reader, 10);
      assertThat(output.said).isEmpty();
      pass(reader, 1);
      pass(reader, 1);
      assertThat(output.said).containsExactly("idle");
    }
  }

  @Test
  void reader_ofAPartitionWithoutReadings_isNotIdle() {
    PartitionTime time = time("");
    WatermarkGenerator<Received> reader = time.createWatermarkGenerator(output);
    WatermarkGenerator<Received> partition = time.createWatermarkGenerator(output);
    pass(reader, 3_600);
    pass(partition, 3_600);
    assertThat(output.said).isEmpty();
  }

  @Test
  void reader_thatGetsAPartitionAfterAll_isWaitedForAsAnyOther() {
    PartitionTime ever = time("");
    WatermarkGenerator<Received> reader = ever.createWatermarkGenerator(output);
    pass(reader, 11);
    ever.createWatermarkGenerator(output);
    pass(reader, 1);
    pass(reader, 3_600);
    assertThat(output.said).containsExactly("idle", "active");

    output.said.clear();
    PartitionTime idle = time("idle: {after: 1m}");
    reader = idle.createWatermarkGenerator(output);
    pass(reader, 11);
    idle.createWatermarkGenerator(output);
    pass(reader, 1);
    pass(reader, 60);
    assertThat(output.said).containsExactly("idle", "active");
    pass(reader, 1);
    pass(reader, 3_600);
    assertThat(output.said).containsExactly("idle", "active", "idle");
  }

  @Test
  void partition_hasTheClockOfItsReadings() {
    PartitionTime time = time("out_of_order: 5s");
    time.createWatermarkGenerator(output);
    WatermarkGenerator<Received> partition = time.createWatermarkGenerator(output);
    Event event = new Event(Schema.of("air", Map.of(), List.of()), 10_000, "air-0", 0);
    RawRecord record = new RawRecord("air", 0, 0, 0, null, null);
    partition.onEvent(new Received.Reading(event, record, 0), 10_000, output);
    partition.onPeriodicEmit(output);
    assertThat(output.said).containsExactly("watermark 4999");
  }
}
