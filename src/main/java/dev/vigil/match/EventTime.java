package dev.vigil.match;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/** How far event time is at a matcher: it never goes back, not over a restore either. */
final class EventTime {
  private static final ListStateDescriptor<Long> WATERMARKS =
      new ListStateDescriptor<>("watermarks", LongSerializer.INSTANCE);

  private final ListState<Long> watermarks;
  private long now;

  /** The time to go on from, of the state of all subtasks; the beginning where there is none. */
  EventTime(OperatorStateStore state) throws Exception {
    watermarks = state.getUnionListState(WATERMARKS);
    now = least(watermarks.get());
  }

  /**
   * At an aligned barrier all subtasks have heard the same and are mostly at the same time; where
   * one is behind, it still has events to take in order, and any subtask may have its keys now.
   */
  private static long least(Iterable<Long> times) {
    long least = Long.MAX_VALUE;
    for (long time : times) {
      least = Math.min(least, time);
    }
    return least == Long.MAX_VALUE ? Long.MIN_VALUE : least; // none, or the input goes on after all
  }

  /** Epoch milliseconds: all events up to then have come, or are late. */
  long now() {
    return now;
  }

  void advance(long watermark) {
    now = Math.max(now, watermark);
  }

  /** Puts it into the state. */
  void write() throws Exception {
    watermarks.update(List.of(now));
  }
}
