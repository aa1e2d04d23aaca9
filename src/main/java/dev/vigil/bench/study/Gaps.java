package dev.vigil.bench.study;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The longest time that the matcher stood still, in nanoseconds: over a checkpoint, and otherwise.
 * The latter is what garbage collection and other processes take. Of the former, the first part is
 * what the matcher itself writes before the barrier.
 */
final class Gaps {
  private final AtomicLong atCheckpoint = new AtomicLong();
  private final AtomicLong flush = new AtomicLong();
  private final AtomicLong otherwise = new AtomicLong();
  private volatile boolean measuring;

  /** Starts afresh. */
  void start() {
    atCheckpoint.set(0);
    flush.set(0);
    otherwise.set(0);
    measuring = true;
  }

  void stop() {
    measuring = false;
  }

  boolean measuring() {
    return measuring;
  }

  void add(long nanos, boolean checkpoint) {
    (checkpoint ? atCheckpoint : otherwise).accumulateAndGet(nanos, Math::max);
  }

  /** Until the matcher had written all that a checkpoint holds. */
  void addFlush(long nanos) {
    flush.accumulateAndGet(nanos, Math::max);
  }

  double flushMillis() {
    return flush.get() / 1e6;
  }

  double atCheckpointMillis() {
    return atCheckpoint.get() / 1e6;
  }

  double otherwiseMillis() {
    return otherwise.get() / 1e6;
  }
}
