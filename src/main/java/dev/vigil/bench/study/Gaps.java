package dev.vigil.bench.study;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The longest time that the matcher stood still, in nanoseconds: over a checkpoint, and otherwise.
 * The latter is what garbage collection and other processes take.
 */
final class Gaps {
  private final AtomicLong atCheckpoint = new AtomicLong();
  private final AtomicLong otherwise = new AtomicLong();
  private volatile boolean measuring;

  /** Starts afresh. */
  void start() {
    atCheckpoint.set(0);
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

  double atCheckpointMillis() {
    return atCheckpoint.get() / 1e6;
  }

  double otherwiseMillis() {
    return otherwise.get() / 1e6;
  }
}
