package dev.vigil.io;

import dev.vigil.io.format.Received;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/**
 * Event time by readings: rejected records move no clock, and a partition that has nothing else is
 * idle.
 */
record ReadingTime(Duration outOfOrder, @Nullable Duration idleAfter)
    implements WatermarkStrategy<Received> {
  /** A reading's own time; a rejected record has that of its source. */
  static final TimestampAssigner<Received> TIMESTAMPS =
      (received, recordTime) ->
          received instanceof Received.Reading reading ? reading.event().timestamp() : recordTime;

  @Override
  public WatermarkGenerator<Received> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    long idleNanos = idleAfter == null ? Long.MAX_VALUE : idleAfter.toNanos();
    return new Generator(outOfOrder.toMillis(), idleNanos, context.getInputActivityClock());
  }

  @Override
  public TimestampAssigner<Received> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return TIMESTAMPS;
  }

  /** The watermark of one partition: the latest reading's time less the bound and 1 ms. */
  private static final class Generator implements WatermarkGenerator<Received> {
    private final long bound;
    private final long idleNanos;
    private final RelativeClock clock;
    private long latest = Long.MIN_VALUE;
    private boolean active = true;
    private boolean seen = true;
    private long silentSince;

    Generator(long bound, long idleNanos, RelativeClock clock) {
      this.bound = bound;
      this.idleNanos = idleNanos;
      this.clock = clock;
    }

    @Override
    public void onEvent(Received received, long timestamp, WatermarkOutput output) {
      if (received instanceof Received.Reading reading) {
        latest = Math.max(latest, reading.event().timestamp());
        seen = true;
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (seen) {
        seen = false;
        active = true;
        silentSince = clock.relativeTimeNanos();
      } else if (active && clock.relativeTimeNanos() - silentSince > idleNanos) {
        active = false;
        output.markIdle();
      }
      if (active && latest != Long.MIN_VALUE) {
        output.emitWatermark(new Watermark(latest - bound - 1));
      }
    }
  }
}
