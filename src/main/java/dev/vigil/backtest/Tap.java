package dev.vigil.backtest;

import dev.vigil.event.Event;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Looks at the readings on their way to the rules, and lets them pass at the pace of all streams.
 */
final class Tap extends AbstractStreamOperator<Event>
    implements OneInputStreamOperator<Event, Event> {
  /** So many readings are told of at once. */
  private static final int BATCH = 1_024;

  private final String session;
  private final String stream;
  private final boolean all;
  private transient Session open;
  private transient long count;
  private transient long first;
  private transient long last;

  /**
   * A tap.
   *
   * @param stream whose readings pass
   * @param all whether the session wants every reading
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open before anything else
  Tap(String session, String stream, boolean all) {
    this.session = session;
    this.stream = stream;
    this.all = all;
    chainingStrategy = ChainingStrategy.ALWAYS; // else each reading would cross to another task
  }

  @Override
  public void open() throws Exception {
    super.open();
    open = Session.named(session);
    open.begin();
    first = Long.MAX_VALUE;
    last = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<Event> record) throws InterruptedException {
    Event event = record.getValue();
    first = Math.min(first, event.timestamp());
    last = Math.max(last, event.timestamp());
    if (++count == BATCH) {
      open.seen(count);
      open.pace().reached(stream, last);
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
    open.pace().done(stream);
    super.finish();
  }
}
