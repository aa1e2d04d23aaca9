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

/**
 * Event time of readings that are replayed: each one that moves the clock says so at once. Which
 * are late is then a matter of the readings alone, and not of how fast they are read.
 */
record ReplayTime(Duration outOfOrder) implements WatermarkStrategy<Received> {
  @Override
  public WatermarkGenerator<Received> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new Generator(outOfOrder.toMillis());
  }

  @Override
  public TimestampAssigner<Received> createTimestampAssigner(
      TimestampAssignerSupplier.Context context) {
    return ReadingTime.TIMESTAMPS;
  }

  private static final class Generator implements WatermarkGenerator<Received> {
    private final long bound;
    private long latest = Long.MIN_VALUE;

    Generator(long bound) {
      this.bound = bound;
    }

    @Override
    public void onEvent(Received received, long timestamp, WatermarkOutput output) {
      if (received instanceof Received.Reading reading && reading.event().timestamp() > latest) {
        latest = reading.event().timestamp();
        output.emitWatermark(new Watermark(latest - bound - 1));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }
}
