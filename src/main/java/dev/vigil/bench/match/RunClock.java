package dev.vigil.bench.match;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Takes the time of a run from its first reading to the end of its last task, and not the time that
 * Flink needs to deploy it and its tasks to open. The clusters of a benchmark are in this JVM, so a
 * static map will do.
 */
final class RunClock {
  private static final Map<String, Long> STARTS = new ConcurrentHashMap<>();
  private static final Map<String, Long> ENDS = new ConcurrentHashMap<>();

  private static final Map<String, CountDownLatch> RELEASES = new ConcurrentHashMap<>();

  private RunClock() {}

  /** Lets the readings of a run begin. */
  static void release(String run) {
    latch(run).countDown();
  }

  /** Waits until the readings of a run may begin. */
  static void awaitRelease(String run) throws InterruptedException {
    latch(run).await();
  }

  private static CountDownLatch latch(String run) {
    return RELEASES.computeIfAbsent(run, unused -> new CountDownLatch(1));
  }

  static void started(String run) {
    STARTS.put(run, System.nanoTime());
  }

  static void ended(String run) {
    ENDS.merge(run, System.nanoTime(), Math::max);
  }

  /**
   * Seconds that the run took; forgets the run.
   *
   * @throws IllegalStateException if it did not start and end
   */
  static double seconds(String run) {
    Long start = STARTS.remove(run);
    Long end = ENDS.remove(run);
    RELEASES.remove(run);
    if (start == null || end == null) {
      throw new IllegalStateException("run " + run + " was not timed");
    }
    return (end - start) / 1e9;
  }
}
