package dev.vigil.match;

import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When which key must be looked at though nothing comes for it. An entry is a hint: the key knows
 * better, and says so when it is polled. Entries that no key stands behind any more are cleared
 * away when they may be half of all: a key that came and went would else leave one for as long as
 * keys are kept.
 */
final class Deadlines {
  private static final int FEWEST = 1_000;

  private final PriorityQueue<Entry> queue = new PriorityQueue<>();
  private final Predicate<Entry> inForce;
  private int most = FEWEST;

  /**
   * Of no key yet.
   *
   * @param inForce whether the key of an entry is still to be looked at just then
   */
  Deadlines(Predicate<Entry> inForce) {
    this.inForce = inForce;
  }

  /** Makes sure that the key is looked at by {@code time}. */
  void schedule(KeyState key, long time) {
    if (time < key.scheduled) {
      key.scheduled = time;
      key.dirty = true;
      add(new Entry(time, key.key));
    }
  }

  private void add(Entry entry) {
    if (queue.size() >= most) {
      queue.removeIf(inForce.negate());
      most = Math.max(FEWEST, 2 * queue.size());
    }
    queue.add(entry);
  }

  /** Entries, those of keys that are gone among them. */
  int size() {
    return queue.size();
  }

  /** Puts a key back that was scheduled when its image was written. */
  void restore(KeyState key) {
    add(new Entry(key.scheduled, key.key));
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
