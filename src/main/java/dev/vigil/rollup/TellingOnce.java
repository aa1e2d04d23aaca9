package dev.vigil.rollup;

import dev.vigil.event.Keys;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Tells what a window came to that takes no late readings, and so never changes. */
final class TellingOnce extends ProcessWindowFunction<Totals, RollupResult, String, TimeWindow> {
  private static final long serialVersionUID = 1;

  private final Rollup rollup;

  TellingOnce(Rollup rollup) {
    this.rollup = rollup;
  }

  @Override
  public void process(
      String key, Context context, Iterable<Totals> totals, Collector<RollupResult> out) {
    TimeWindow window = context.window();
    out.collect(
        new RollupResult(
            rollup.name(),
            Keys.values(key),
            window.getStart(),
            window.getEnd(),
            1,
            false,
            totals.iterator().next()));
  }
}
