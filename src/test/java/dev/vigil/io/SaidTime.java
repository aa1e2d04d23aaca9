package dev.vigil.io;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;

/** What a source says of event time, by a clock that is set by hand. */
public final class SaidTime implements WatermarkOutput, WatermarkGeneratorSupplier.Context {
  public final ManualClock clock = new ManualClock();
  public final List<String> said = new ArrayList<>();

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

  @Override
  public MetricGroup getMetricGroup() {
    return new UnregisteredMetricsGroup();
  }

  @Override
  public RelativeClock getInputActivityClock() {
    return clock;
  }
}
