package dev.vigil.backtest;

import dev.vigil.event.Event;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Looks at the readings on their way to the rules, and lets them pass. */
final class Tap extends AbstractStreamOperator<Event>
    implements OneInputStreamOperator<Event, Event> {
  /** So many readings are told of at once. */
  private static final int BATCH = 1_024;

  private final String session;
  private final boolean all;
  private transient Session open;
  private transient long count;
  private transient long first;
  private transient long last;

  /**
   * A tap.
   *
   * @param all whether the session wants every reading
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  Tap(String session, boolean all) {
    this.session = session;
    this.all = all;
  }

  @Override
  public void open() throws Exception {
    super.open();
    open = Session.named(session);
    first = Long.MAX_VALUE;
    last = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<Event> record) {
    Event event = record.getValue();
    first = Math.min(first, event.timestamp());
    last = Math.max(last, event.timestamp());
    if (++count == BATCH) {
      open.seen(count);
      count = 0;
    }
    if (all) {
      open.reading(event);
    }
    output.collect(record);
  }

  @Override
  public void finish() throws Exception {
    open.seen(count);
    open.span(first, last);
    super.finish();
  }
}
