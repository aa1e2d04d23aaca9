package dev.vigil.bench.match;

import dev.vigil.bench.match.SignalRules.Signals;
import dev.vigil.event.Event;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The signal rules as a Flink job has them that was written for just them: each station's window is
 * keyed state, gone through anew at each reading, once for all rules. The readings are in order of
 * time.
 */
final class WindowsByHand extends KeyedProcessFunction<String, Event, Long> {
  private static final long NONE = -1;

  @SuppressWarnings("NullAway.Init") // Flink opens it before the first reading
  private transient ValueState<long[]> times;

  @SuppressWarnings("NullAway.Init")
  private transient ValueState<double[]> values;

  /** For each rule when its condition began to hold, and 1 where that was told. */
  @SuppressWarnings("NullAway.Init")
  private transient ValueState<long[]> runs;

  @Override
  public void open(OpenContext context) {
    times = state("times", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);
    values = state("values", PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO);
    runs = state("runs", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  private <T> ValueState<T> state(String name, PrimitiveArrayTypeInfo<T> type) {
    return getRuntimeContext().getState(new ValueStateDescriptor<>(name, type));
  }

  @Override
  public void processElement(Event event, Context context, Collector<Long> out) throws Exception {
    Signals signals = signals(event);
    long now = event.timestamp();
    long[] held = runs.value();
    if (held == null) {
      held = new long[2 * SignalRules.RULES];
      for (int rule = 0; rule < SignalRules.RULES; rule++) {
        held[2 * rule] = NONE;
      }
    }
    for (int rule = 0; rule < SignalRules.RULES; rule++) {
      double excess = SignalRules.excess(rule, signals);
      if (excess > 0) {
        long start = held[2 * rule] == NONE ? now : held[2 * rule];
        held[2 * rule] = start;
        if (held[2 * rule + 1] == 0 && now - start >= SignalRules.hold(rule)) {
          held[2 * rule + 1] = 1;
          out.collect(Tally.hash(SignalRules.id(rule), context.getCurrentKey(), start, now));
        }
      } else if (!Double.isNaN(excess)) {
        held[2 * rule] = NONE;
        held[2 * rule + 1] = 0;
      }
    }
    runs.update(held);
  }

  /** Takes the reading into the window, and goes through all of it. */
  private Signals signals(Event event) throws Exception {
    long[] oldTimes = times.value();
    double[] oldValues = values.value();
    int size = oldTimes == null ? 0 : oldTimes.length;
    int gone = 0;
    while (gone < size && oldTimes[gone] <= event.timestamp() - SignalRules.WINDOW) {
      gone++;
    }
    int kept = size - gone;
    long[] newTimes = new long[kept + 1];
    double[] window = new double[kept + 1];
    if (kept > 0) {
      System.arraycopy(oldTimes, gone, newTimes, 0, kept);
      System.arraycopy(oldValues, gone, window, 0, kept);
    }
    newTimes[kept] = event.timestamp();
    window[kept] = event.getDouble(0);
    times.update(newTimes);
    values.update(window);
    return of(window);
  }

  private static Signals of(double[] window) {
    int last = window.length - 1;
    double now = window[last];
    double[] before = Arrays.copyOf(window, last);
    double[] sorted = window.clone();
    Arrays.sort(sorted);
    int half = window.length / 2;
    double median = window.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    double spread = stddev(before);
    double zscore = spread > 0 ? (now - mean(before)) / spread : Double.NaN;
    return new Signals(now, mean(window), median, stddev(window), zscore, sorted[last]);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double stddev(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / values.length);
  }
}
