package dev.vigil.rollup;

import dev.vigil.event.Event;
import dev.vigil.event.KeySpec;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Finds the key of each reading of the rollup's stream; one without a key is in no window. */
final class ToKey extends ProcessFunction<Event, KeyedReading> {
  private static final long serialVersionUID = 1;

  private final Rollup rollup;
  private final boolean refused;
  private transient KeySpec spec;
  private transient Counter unkeyed;

  /**
   * For readings that are all on time, or all refused by the intake.
   *
   * @param refused whether they are dead letters already
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  ToKey(Rollup rollup, boolean refused) {
    this.rollup = rollup;
    this.refused = refused;
  }

  @Override
  public void open(OpenContext context) {
    spec = new KeySpec(rollup.by());
    unkeyed = RollupMetrics.counter(getRuntimeContext(), rollup, RollupMetrics.UNKEYED);
  }

  @Override
  public void processElement(Event event, Context context, Collector<KeyedReading> out) {
    if (!event.schema().stream().equals(rollup.source().stream())) {
      return; // tests of rules have all streams in one
    }
    Optional<String> key = spec.key(event);
    if (key.isPresent()) {
      out.collect(new KeyedReading(key.get(), refused, event));
    } else {
      unkeyed.inc();
    }
  }
}
