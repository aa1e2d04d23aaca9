package dev.vigil.io.kafka;

import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Received;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;

/**
 * Event time of a reader of partitions, each of which has a clock of its own. A reader that was
 * given none says nothing of event time and would hold it back for ever, whatever conf says of idle
 * partitions; so it is idle.
 */
final class PartitionTime implements WatermarkStrategy<Received> {
  private static final long serialVersionUID = 1;

  /** Partitions are given out to all readers at once, moments after these have started. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final StreamSpec stream;

  /** Flink makes one generator for the reader, first, and then one for each of its partitions. */
  private transient @Nullable Reader reader;

  PartitionTime(StreamSpec stream) {
    this.stream = stream;
  }

  @Override
  public WatermarkGenerator<Received> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    if (reader == null) {
      reader = new Reader(stream.idleAfter(), context.getInputActivityClock());
      return reader;
    }
    reader.hasPartition = true;
    return stream.watermarks().createWatermarkGenerator(context);
  }

  @Override
  public TimestampAssigner<Received> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return stream.watermarks().createTimestampAssigner(context);
  }

  /** Says whether the reader is idle for want of a partition; no reading comes to it itself. */
  private static final class Reader implements WatermarkGenerator<Received> {
    private final @Nullable Duration idleAfter;
    private final RelativeClock clock;
    private long since;
    private boolean idle;
    private boolean active;
    boolean hasPartition;

    Reader(@Nullable Duration idleAfter, RelativeClock clock) {
      this.idleAfter = idleAfter;
      this.clock = clock;
      this.since = clock.relativeTimeNanos();
    }

    @Override
    public void onEvent(Received received, long timestamp, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      if (!hasPartition && !idle && isOver(PATIENCE)) {
        idle = true;
        output.markIdle();
      } else if (hasPartition && idle) {
        // A partition after all: it is waited for as if it had been there from the beginning.
        idle = false;
        active = true;
        since = clock.relativeTimeNanos();
        output.markActive();
      } else if (active && idleAfter != null && isOver(idleAfter)) {
        active = false;
        output.markIdle();
      }
    }

    private boolean isOver(Duration time) {
      return clock.relativeTimeNanos() - since > time.toNanos();
    }
  }
}
