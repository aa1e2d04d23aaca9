package dev.vigil.job;

import dev.vigil.event.Event;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets each reading pass once, by where it was read: keyed by channel, so that those of one keep
 * their order. The same reading is refused for each key spec of the rules and by each rollup, all
 * within the time it takes to get there.
 */
final class OnceEach extends KeyedProcessFunction<String, Event, Event> {
  private static final long serialVersionUID = 1;

  /** Wall-clock time after which a place is forgotten; much longer than a record is under way. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private transient MapState<Long, Boolean> seen;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  OnceEach() {}

  @Override
  public void open(OpenContext context) {
    MapStateDescriptor<Long, Boolean> descriptor =
        new MapStateDescriptor<>("seen", Types.LONG, Types.BOOLEAN);
    descriptor.enableTimeToLive(
        StateTtlConfig.newBuilder(REMEMBERED).cleanupFullSnapshot().build());
    seen = getRuntimeContext().getMapState(descriptor);
  }

  @Override
  public void processElement(Event event, Context context, Collector<Event> out) throws Exception {
    if (!seen.contains(event.offset())) {
      seen.put(event.offset(), true);
      out.collect(event);
    }
  }
}
