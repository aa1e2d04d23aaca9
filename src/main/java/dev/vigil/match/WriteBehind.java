package dev.vigil.match;

import java.io.IOException;
import java.util.List;

/**
 * Writes what the state backend does not have yet, spread over the time before the next barrier is
 * due: at a barrier nothing else is done, and little should be left to write. A key that changes
 * once more before the barrier is written twice, so it does not begin too soon.
 */
final class WriteBehind {
  /** Shares of the interval after which it begins and would be done. */
  private static final double BEGIN = 0.5;

  private static final double END = 0.95;

  private final WorkingSet keys;
  private final long interval;
  private long barrier;
  private boolean begun;
  private List<KeyState> waiting = List.of();
  private int written;

  /**
   * Nothing is written yet.
   *
   * @param interval milliseconds of processing time between barriers; not above 0 if there are none
   * @param now processing time, epoch milliseconds
   */
  WriteBehind(WorkingSet keys, long interval, long now) {
    this.keys = keys;
    this.interval = interval;
    this.barrier = now;
  }

  /** Writes as much as should be written by now. */
  void upTo(long now) throws IOException {
    double passed = interval > 0 ? (double) (now - barrier) / interval : 0;
    if (passed < BEGIN) {
      return;
    }
    if (!begun) {
      begun = true;
      waiting = keys.unwritten();
    }
    double share = Math.min(1, (passed - BEGIN) / (END - BEGIN));
    for (int due = (int) (waiting.size() * share); written < due; written++) {
      keys.write(waiting.get(written));
    }
  }

  /** Writes all the rest; returns how many keys that was. */
  int atBarrier(long now) throws IOException {
    int flushed = keys.flush();
    barrier = now;
    begun = false;
    waiting = List.of();
    written = 0;
    return flushed;
  }
}
