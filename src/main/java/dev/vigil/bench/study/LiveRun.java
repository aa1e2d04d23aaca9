package dev.vigil.bench.study;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.Action;
import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.bench.study.Feed.Match;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What a job and the suite that runs it share: when readings go, how far the job is, and what it
 * found. Its Flink is in this JVM, so its tasks find it in a static map, by the name they carry; it
 * outlives a restart of the job.
 */
final class LiveRun implements AutoCloseable {
  private static final Map<String, LiveRun> OPEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private final Feed feed;
  private final int parallelism;
  private final Throttle throttle = new Throttle();
  private final Gaps gaps = new Gaps();
  private final Latencies latencies = new Latencies();
  private final Latencies markers = new Latencies();
  private final Set<Match> found = ConcurrentHashMap.newKeySet();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> keys = new ConcurrentHashMap<>();
  private final AtomicLongArray watermarks;

  LiveRun(Feed feed, int parallelism) {
    this.feed = feed;
    this.parallelism = parallelism;
    this.watermarks = new AtomicLongArray(parallelism);
    OPEN.put(name, this);
  }

  static LiveRun named(String name) {
    LiveRun run = OPEN.get(name);
    if (run == null) {
      throw new IllegalStateException("the run " + name + " is over");
    }
    return run;
  }

  String name() {
    return name;
  }

  Feed feed() {
    return feed;
  }

  int parallelism() {
    return parallelism;
  }

  Throttle throttle() {
    return throttle;
  }

  /** How long the matcher stood still while a measurement was going on. */
  Gaps gaps() {
    return gaps;
  }

  /** From a reading's arrival to its alert, while a measurement was going on. */
  Latencies latencies() {
    return latencies;
  }

  /**
   * How long Flink's latency markers took from the source to behind the matcher, while a
   * measurement was going on. They wait in the queues of readings, but not for event time.
   */
  Latencies markers() {
    return markers;
  }

  /** The matcher has told an alert. */
  void alert(Alert alert) {
    if (alert.action() == Action.RESOLVE) {
      if (alert.closeReason() == CloseReason.NO_DATA) {
        silent.add(alert.id());
      }
      return;
    }
    Match match = Feed.match(alert);
    found.add(match);
    if (latencies.measuring()) {
      latencies.add(System.nanoTime() - throttle.due(feed.completed(match)));
    }
  }

  /** A matcher subtask keeps something of so many keys. */
  void kept(int subtask, long count) {
    keys.put(subtask, count);
  }

  /** Keys of which something is kept, where the matcher is observed. */
  long keys() {
    return keys.values().stream().mapToLong(Long::longValue).sum();
  }

  /** A matcher subtask has done all up to a time; it goes back where a job is restored. */
  void passed(int subtask, long watermark) {
    watermarks.set(subtask, watermark);
  }

  /** How many readings all matcher subtasks are done with. */
  long position() {
    return feed.upTo(watermark());
  }

  private long watermark() {
    long least = Long.MAX_VALUE;
    for (int subtask = 0; subtask < parallelism; subtask++) {
      least = Math.min(least, watermarks.get(subtask));
    }
    return least;
  }

  /**
   * Whether the matcher has done all of so many readings but those that share the time of the last,
   * which only a later reading ends.
   */
  boolean hasDone(long readings) {
    return readings <= parallelism || watermark() >= feed.time(readings - parallelism) - 1;
  }

  /**
   * Compares what was found with what there is to be found in the readings done.
   *
   * @return how many matches that are
   * @throws IllegalStateException if they differ, or there is nothing to compare
   */
  long check() {
    long position = position();
    long time = feed.time(position);
    Set<Match> extra = new HashSet<>();
    for (Match match : found) {
      if (match.end() < time) {
        extra.add(match);
      }
    }
    long matched = extra.size();
    long[] missing = {0};
    feed.matches(
        position,
        match -> {
          if (!extra.remove(match)) {
            missing[0]++;
          }
        });
    if (missing[0] > 0 || !extra.isEmpty() || matched == 0) {
      throw new IllegalStateException(
          "of %,d readings, %,d matches were found; %,d are missing, %,d are wrong"
              .formatted(position, matched, missing[0], extra.size()));
    }
    return matched;
  }

  /**
   * Compares the alerts closed for want of data with those whose stations have been silent so long.
   *
   * @return how many those are
   * @throws IllegalStateException if there are more or fewer
   */
  long checkSilent(Duration ttl) {
    long over = watermark() - ttl.toMillis();
    long due = found.stream().filter(match -> match.end() <= over).count();
    if (silent.size() != due) {
      throw new IllegalStateException(
          "%,d alerts were closed for want of data, and %,d were due"
              .formatted(silent.size(), due));
    }
    return due;
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }
}
