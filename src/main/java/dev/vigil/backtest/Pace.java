package dev.vigil.backtest;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the streams of a replay together in event time: the one that is ahead waits for the others.
 * What waits for them in the matcher so stays small, however long the history is.
 */
final class Pace {
  private final Map<String, Long> reached = new HashMap<>();
  private long last = Long.MIN_VALUE;

  /** All streams must be named before any of them begins. */
  Pace(Collection<String> streams) {
    streams.forEach(stream -> reached.put(stream, Long.MIN_VALUE));
  }

  /**
   * Says how far a stream is, and waits until every other one is as far or done. The one that is
   * behind never waits, so some stream always goes on.
   *
   * @param time epoch milliseconds
   */
  synchronized void reached(String stream, long time) throws InterruptedException {
    reached.put(stream, time);
    notifyAll();
    while (reached.values().stream().anyMatch(other -> other < time)) {
      wait();
    }
  }

  /**
   * A stream has no more readings.
   *
   * @param time of its last one, epoch milliseconds; {@link Long#MIN_VALUE} where it had none
   */
  synchronized void done(String stream, long time) {
    last = Math.max(last, time);
    reached.remove(stream);
    notifyAll();
  }

  /**
   * Waits until some stream is beyond a time, or all are done.
   *
   * @return how far the furthest is, epoch milliseconds; the time itself where none went beyond it
   */
  synchronized long beyond(long time) throws InterruptedException {
    while (!reached.isEmpty() && furthest() <= time) {
      wait();
    }
    return Math.max(time, furthest());
  }

  private long furthest() {
    return reached.values().stream().reduce(last, Math::max);
  }
}
