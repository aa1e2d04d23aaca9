package dev.vigil.match;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When which key must be looked at though nothing comes for it. An entry is a hint: the key knows
 * better, and says so when it is polled.
 */
final class Deadlines {
  private final PriorityQueue<Entry> queue = new PriorityQueue<>();

  /** Makes sure that the key is looked at by {@code time}. */
  void schedule(KeyState key, long time) {
    if (time < key.scheduled) {
      key.scheduled = time;
      key.dirty = true;
      queue.add(new Entry(time, key.key));
    }
  }

  /** Puts a key back that was scheduled when its image was written. */
  void restore(KeyState key) {
    queue.add(new Entry(key.scheduled, key.key));
  }

  /** Removes and returns the next key due at or before {@code time}, or null. */
  @Nullable Entry poll(long time) {
    Entry next = queue.peek();
    return next == null || next.time > time ? null : queue.poll();
  }

  /**
   * A key to look at.
   *
   * @param time event time, epoch milliseconds
   */
  record Entry(long time, String key) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : key.compareTo(other.key);
    }
  }
}
