package dev.vigil.rollup;

import dev.vigil.event.Keys;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Tells what a window came to, and how often that was told before. Windows that can still change
 * are remembered by their starts; sessions that have grown together are taken back, for the
 * document of a session is named by its start.
 */
final class Telling extends ProcessWindowFunction<Totals, RollupResult, String, TimeWindow> {
  private static final long serialVersionUID = 1;

  /** Starts of the key's windows that were told and may be again, and how often they were. */
  private static final MapStateDescriptor<Long, Integer> TOLD =
      new MapStateDescriptor<>("told", Types.LONG, Types.INT);

  private final Rollup rollup;
  private final boolean changes;
  private transient Counter windows;
  private transient Counter refined;
  private transient Counter superseded;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  Telling(Rollup rollup) {
    this.rollup = rollup;
    this.changes = !rollup.late().isZero();
  }

  @Override
  public void open(OpenContext context) {
    windows = RollupMetrics.counter(getRuntimeContext(), rollup, RollupMetrics.WINDOWS);
    refined = RollupMetrics.counter(getRuntimeContext(), rollup, RollupMetrics.REFINED);
    superseded = RollupMetrics.counter(getRuntimeContext(), rollup, RollupMetrics.SUPERSEDED);
  }

  @Override
  public void process(
      String key, Context context, Iterable<Totals> totals, Collector<RollupResult> out)
      throws Exception {
    long start = context.window().getStart();
    long end = context.window().getEnd();
    int before = 0;
    if (changes) {
      MapState<Long, Integer> told = context.globalState().getMapState(TOLD);
      before = told.contains(start) ? told.get(start) : 0;
      if (rollup.window().merges()) {
        for (long gone : within(told, start, end)) {
          int times = told.get(gone);
          told.remove(gone);
          before = Math.max(before, times);
          superseded.inc();
          out.collect(takenBack(key, gone, end, times + 1));
        }
      }
      told.put(start, before + 1);
    }
    (before == 0 ? windows : refined).inc();
    out.collect(
        new RollupResult(
            rollup.name(),
            Keys.values(key),
            start,
            end,
            before + 1,
            false,
            totals.iterator().next()));
  }

  private RollupResult takenBack(String key, long start, long end, int sequence) {
    Totals none = Totals.none(rollup.fields().size());
    return new RollupResult(rollup.name(), Keys.values(key), start, end, sequence, true, none);
  }

  /** The starts of sessions that this one has taken in. */
  private static List<Long> within(MapState<Long, Integer> told, long start, long end)
      throws Exception {
    List<Long> within = new ArrayList<>();
    for (Long other : told.keys()) {
      if (other > start && other < end) {
        within.add(other);
      }
    }
    return within;
  }

  @Override
  public void clear(Context context) throws Exception {
    if (changes) {
      context.globalState().getMapState(TOLD).remove(context.window().getStart());
    }
  }
}
