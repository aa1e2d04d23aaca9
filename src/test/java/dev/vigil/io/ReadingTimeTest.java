package dev.vigil.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Reason;
import dev.vigil.io.format.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.junit.jupiter.api.Test;

class ReadingTimeTest {
  private static final Schema AIR = Schema.of("air", Map.of(), List.of());
  private static final RawRecord RECORD = new RawRecord("t", 0, 0, 0, null, null);

  private final SaidTime output = new SaidTime();

  private WatermarkGenerator<Received> generator(Duration idleAfter) {
    return new ReadingTime(Duration.ofSeconds(5), idleAfter).createWatermarkGenerator(output);
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
    assertThat(output.said).containsExactly("watermark 4999");
  }

  @Test
  void rejectedRecords_moveNoClock_andKeepNoPartitionFromBeingIdle() {
    WatermarkGenerator<Received> generator = generator(Duration.ofSeconds(60));
    generator.onEvent(reading(10_000), 0, output);
    generator.onPeriodicEmit(output);
    output.clock.advanceTime(Duration.ofSeconds(61));
    generator.onEvent(rejected(), Long.MAX_VALUE, output);
    generator.onPeriodicEmit(output);
    generator.onPeriodicEmit(output);
    assertThat(output.said).containsExactly("watermark 4999", "idle");
    generator.onEvent(reading(20_000), 0, output);
    generator.onPeriodicEmit(output);
    assertThat(output.said).containsExactly("watermark 4999", "idle", "watermark 14999");
  }

  @Test
  void partitionWithoutAnyReading_isIdleAfterTheTime_orNever() {
    for (boolean ever : List.of(true, false)) {
      output.said.clear();
      WatermarkGenerator<Received> generator = generator(ever ? Duration.ofSeconds(60) : null);
      generator.onPeriodicEmit(output);
      output.clock.advanceTime(Duration.ofSeconds(59));
      generator.onPeriodicEmit(output);
      assertThat(output.said).isEmpty();
      output.clock.advanceTime(Duration.ofSeconds(2));
      generator.onPeriodicEmit(output);
      assertThat(output.said).isEqualTo(ever ? List.of("idle") : List.of());
    }
  }
}
