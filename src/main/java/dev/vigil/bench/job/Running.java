package dev.vigil.bench.job;

import dev.vigil.io.Intake;
import dev.vigil.servers.FlinkRest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A job while it is measured.
 *
 * @param alertTopic where it sends its alerts
 * @param alerts where Elasticsearch has them
 */
record Running(FlinkRest flink, String job, String alertTopic, AlertIndex alerts)
    implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final Duration SETTLING = Duration.ofMinutes(2);

  /** Often enough to see each count soon, seldom enough to take no time from the job. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** How many records it has read, as its TaskManager last said, and when it said so. */
  record Count(long readings, long nanos) {}

  /** Hears each new count. */
  interface Counts {
    void take(Count count);
  }

  /**
   * Waits until the job has read so many records.
   *
   * @throws IOException if it fails, refuses a record, or takes more than thirty minutes
   */
  void await(long readings, Counts counts) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    long seen = -1;
    while (seen < readings) {
      Map<String, Long> counted = flink.counters(job);
      long now = counted.getOrDefault(Intake.READINGS, 0L);
      if (now != seen) {
        counts.take(new Count(now, System.nanoTime()));
        seen = now;
      }
      long dead = counted.getOrDefault(Intake.DEAD_LETTERS_COUNTER, 0L);
      if (dead != 0) {
        throw new IOException(dead + " dead letters of " + now + " readings");
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("the job has read " + now + " of " + readings + " records");
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /**
   * Waits until Elasticsearch has the alerts that there must be, and compares them.
   *
   * @throws IOException if there are others
   */
  void settle(Set<Air.Told> expected) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SETTLING.toNanos();
    flink.checkpoint(job);
    while (alerts.count() < expected.size() && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE.toMillis());
      flink.checkpoint(job);
    }
    Set<Air.Told> found = alerts.all();
    if (!found.equals(expected)) {
      Set<Air.Told> missing = new TreeSet<>(expected);
      missing.removeAll(found);
      Set<Air.Told> others = new TreeSet<>(found);
      others.removeAll(expected);
      throw new IOException(
          "%d alerts instead of %d; missing %s; too many %s"
              .formatted(found.size(), expected.size(), some(missing), some(others)));
    }
  }

  private static String some(Set<Air.Told> alerts) {
    return alerts.size() + " " + alerts.stream().limit(5).toList();
  }

  /** Ends the job. */
  @Override
  public void close() throws IOException, InterruptedException {
    flink.cancel(job);
    while (!flink.state(job).equals("CANCELED")) {
      Thread.sleep(LOOK.toMillis());
    }
  }
}
