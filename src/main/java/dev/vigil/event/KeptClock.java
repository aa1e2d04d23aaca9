package dev.vigil.event;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Keeps event time over a restart. Flink's sources forget their watermarks: the first readings
 * after a restore would all be in time, however late they are, and a window that was told long ago
 * would be told again with one reading. Here event time goes on from where all subtasks were, for
 * all that is chained behind.
 */
public final class KeptClock<T> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<T, T> {
  private static final long serialVersionUID = 1;
  private static final long NEVER = Long.MIN_VALUE;

  private transient ListState<Long> active;
  private transient ListState<Long> idle;
  private transient long watermark;
  private transient long kept;
  private transient boolean isIdle;

  @SuppressWarnings("NullAway.Init") // Flink initializes its state before anything else
  public KeptClock() {
    chainingStrategy = ChainingStrategy.ALWAYS;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    active =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("active", Types.LONG));
    idle =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("idle", Types.LONG));
    watermark = NEVER;
    kept = least(active.get(), least(timesOf(idle.get()), NEVER));
    if (kept == Long.MAX_VALUE) {
      kept = NEVER; // the end of a stream that has more after all
    }
  }

  /** Without those that never had any: who is idle is not waited for. */
  private static List<Long> timesOf(Iterable<Long> idle) {
    List<Long> times = new ArrayList<>();
    for (long time : idle) {
      if (time != NEVER) {
        times.add(time);
      }
    }
    return times;
  }

  private static long least(Iterable<Long> times, long none) {
    long least = Long.MAX_VALUE;
    boolean found = false;
    for (long time : times) {
      least = Math.min(least, time);
      found = true;
    }
    return found ? least : none;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    long now = Math.max(watermark, kept);
    active.update(isIdle ? List.of() : List.of(now));
    idle.update(isIdle ? List.of(now) : List.of());
  }

  @Override
  public void processElement(StreamRecord<T> record) {
    goOn();
    output.collect(record);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    goOn();
    if (mark.getTimestamp() > watermark) {
      watermark = mark.getTimestamp();
      super.processWatermark(mark);
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    goOn();
    isIdle = status.isIdle();
    super.processWatermarkStatus(status);
  }

  /** Says what time it was at the checkpoint, before anything else is said. */
  private void goOn() {
    if (kept > watermark) {
      watermark = kept;
      output.emitWatermark(new Watermark(kept));
    }
    kept = NEVER;
  }
}
