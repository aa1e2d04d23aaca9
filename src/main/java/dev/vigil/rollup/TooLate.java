package dev.vigil.rollup;

import dev.vigil.event.Event;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Counts the readings that no window takes any more, and lets those pass that nobody refused. */
final class TooLate extends ProcessFunction<KeyedReading, Event> {
  private static final long serialVersionUID = 1;

  private final Rollup rollup;
  private transient Counter tooLate;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  TooLate(Rollup rollup) {
    this.rollup = rollup;
  }

  @Override
  public void open(OpenContext context) {
    tooLate = RollupMetrics.counter(getRuntimeContext(), rollup, RollupMetrics.TOO_LATE);
  }

  @Override
  public void processElement(KeyedReading reading, Context context, Collector<Event> out) {
    tooLate.inc();
    if (!reading.refused()) {
      out.collect(reading.event());
    }
  }
}
