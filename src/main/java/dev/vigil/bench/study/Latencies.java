package dev.vigil.bench.study;

import java.util.Arrays;

/** Times in nanoseconds, all of them kept. */
final class Latencies {
  private long[] times = new long[1 << 12];
  private int size;
  private volatile boolean measuring;

  /** Starts afresh. */
  synchronized void start() {
    size = 0;
    measuring = true;
  }

  void stop() {
    measuring = false;
  }

  boolean measuring() {
    return measuring;
  }

  synchronized void add(long nanos) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
    }
    times[size++] = nanos;
  }

  synchronized int size() {
    return size;
  }

  /**
   * A percentile, in milliseconds, by the nearest rank.
   *
   * @param share from 0 to 1
   * @throws IllegalStateException if there is no time
   */
  synchronized double millis(double share) {
    if (size == 0) {
      throw new IllegalStateException("nothing came while latency was measured");
    }
    long[] sorted = Arrays.copyOf(times, size);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * size);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
