package dev.vigil.backtest;

import dev.vigil.event.Event;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Looks at the readings on their way to rules and rollups, and lets them pass at the pace of all
 * streams. Where its own stream is over, event time goes on with the others, and ends with the last
 * reading of all: a history does not say what came of the time after it.
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

  /** A bounded source ends with the end of all times. */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (mark.getTimestamp() == Long.MAX_VALUE) {
      end();
    } else {
      super.processWatermark(mark);
    }
  }

  private void end() throws Exception {
    open.seen(count);
    open.span(first, last);
    open.pace().done(stream, last);
    long told = Long.MIN_VALUE;
    long now = open.pace().beyond(told);
    while (now > told) {
      super.processWatermark(new Watermark(now));
      told = now;
      now = open.pace().beyond(told);
    }
  }
}
