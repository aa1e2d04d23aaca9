package dev.vigil.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Reason;
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

class ReadingTimeTest {
  private static final Schema AIR = Schema.of("air", Map.of(), List.of());
  private static final RawRecord RECORD = new RawRecord("t", 0, 0, 0, null, null);

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

  private WatermarkGenerator<Received> generator(Duration idleAfter) {
    return new ReadingTime(Duration.ofSeconds(5), idleAfter)
        .createWatermarkGenerator(
            new WatermarkGeneratorSupplier.Context() {
              @Override
              public MetricGroup getMetricGroup() {
                return new UnregisteredMetricsGroup();
              }

              @Override
              public RelativeClock getInputActivityClock() {
                return clock;
              }
            });
  }

  private static Received reading(long time) {
    return new Received.Reading(new Event(AIR, time, "t-0", 0), RECORD, 0);
  }

  private static Received rejected() {
    return new Received.Rejected(new DeadLetter(Reason.MALFORMED, "", "air", RECORD, 0, 0));
  }

  @Test
  void watermark_isTheLatestReadingLessTheBoundAndAMilli() {
    WatermarkGenerator<Received> generator = generator(null);
    generator.onPeriodicEmit(output);
    generator.onEvent(reading(10_000), 0, output);
    generator.onEvent(reading(8_000), 0, output);
    generator.onPeriodicEmit(output);
    assertThat(said).containsExactly("watermark 4999");
  }

  @Test
  void rejectedRecords_moveNoClock_andKeepNoPartitionFromBeingIdle() {
    WatermarkGenerator<Received> generator = generator(Duration.ofSeconds(60));
    generator.onEvent(reading(10_000), 0, output);
    generator.onPeriodicEmit(output);
    clock.advanceTime(Duration.ofSeconds(61));
    generator.onEvent(rejected(), Long.MAX_VALUE, output);
    generator.onPeriodicEmit(output);
    generator.onPeriodicEmit(output);
    assertThat(said).containsExactly("watermark 4999", "idle");
    generator.onEvent(reading(20_000), 0, output);
    generator.onPeriodicEmit(output);
    assertThat(said).containsExactly("watermark 4999", "idle", "watermark 14999");
  }

  @Test
  void partitionWithoutAnyReading_isIdleAfterTheTime_orNever() {
    for (boolean ever : List.of(true, false)) {
      said.clear();
      WatermarkGenerator<Received> generator = generator(ever ? Duration.ofSeconds(60) : null);
      generator.onPeriodicEmit(output);
      clock.advanceTime(Duration.ofSeconds(59));
      generator.onPeriodicEmit(output);
      assertThat(said).isEmpty();
      clock.advanceTime(Duration.ofSeconds(2));
      generator.onPeriodicEmit(output);
      assertThat(said).isEqualTo(ever ? List.of("idle") : List.of());
    }
  }
}
