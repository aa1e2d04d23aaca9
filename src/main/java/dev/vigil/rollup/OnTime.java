package dev.vigil.rollup;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets those readings pass that make the sessions that rules see: none that was refused as late,
 * and none whose own session is over, which the matcher refuses as well.
 */
final class OnTime extends KeyedProcessFunction<String, KeyedReading, KeyedReading> {
  private static final long serialVersionUID = 1;

  private final long gapMillis;

  OnTime(WindowKind.Session session) {
    this.gapMillis = session.gap().toMillis();
  }

  @Override
  public void processElement(KeyedReading reading, Context context, Collector<KeyedReading> out) {
    long last = reading.event().timestamp() + gapMillis - 1;
    if (!reading.refused() && last > context.timerService().currentWatermark()) {
      out.collect(reading);
    }
  }
}
