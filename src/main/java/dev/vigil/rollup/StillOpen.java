package dev.vigil.rollup;

import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps readings from sessions that are too late for the session they would make alone. Flink would
 * take them where they touch a session that is still open; and one at the start of a session long
 * over would begin a second one of the same name.
 */
final class StillOpen extends KeyedProcessFunction<String, KeyedReading, KeyedReading> {
  private static final long serialVersionUID = 1;

  private final long openMillis;
  private final OutputTag<KeyedReading> tooLate;

  /**
   * For sessions of a rollup.
   *
   * @param tooLate where the others go
   */
  StillOpen(WindowKind.Session session, Rollup rollup, OutputTag<KeyedReading> tooLate) {
    this.openMillis = session.gap().plus(rollup.late()).toMillis();
    this.tooLate = tooLate;
  }

  @Override
  public void processElement(KeyedReading reading, Context context, Collector<KeyedReading> out) {
    long last = reading.event().timestamp() + openMillis - 1;
    if (last > context.timerService().currentWatermark()) {
      out.collect(reading);
    } else {
      context.output(tooLate, reading);
    }
  }
}
