package dev.vigil.bench.study;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.Action;
import dev.vigil.event.Event;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongBiFunction;

/**
 * What a job made of readings: its alerts and the sums of its windows. Its Flink is in this JVM, so
 * its tasks find it in a static map, by the name they carry.
 */
final class Outcome implements AutoCloseable {
  private static final Map<String, Outcome> OPEN = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();
  private final List<Event> readings;
  private final ToLongBiFunction<String, Long> measured;
  private final Set<Raised> alerts = ConcurrentHashMap.newKeySet();
  private final Map<Window, Sum> windows = new ConcurrentHashMap<>();

  /**
   * An alert, known by the readings it stands on.
   *
   * @param start when its first reading was measured
   * @param end when the last of a match was measured; 0 of what fires
   */
  record Raised(int rule, String station, long start, long end) {}

  record Window(String station, long start) {}

  record Sum(long count, double sum) {}

  /**
   * What has been made of readings so far: nothing.
   *
   * @param readings as they are sent
   * @param measured tells of a station and a reading's time in the job when it was measured
   */
  Outcome(List<Event> readings, ToLongBiFunction<String, Long> measured) {
    this.readings = readings;
    this.measured = measured;
    OPEN.put(name, this);
  }

  static Outcome named(String name) {
    Outcome outcome = OPEN.get(name);
    if (outcome == null) {
      throw new IllegalStateException("the run " + name + " is over");
    }
    return outcome;
  }

  String name() {
    return name;
  }

  List<Event> readings() {
    return readings;
  }

  void alert(Alert alert) {
    if (alert.action() != Action.RESOLVE) {
      String station = alert.key().getOrDefault("station", "");
      alerts.add(
          new Raised(
              Feed.match(alert).rule(),
              station,
              measured.applyAsLong(station, alert.start()),
              alert.action() == Action.MATCH
                  ? measured.applyAsLong(station, alert.timestamp())
                  : 0));
    }
  }

  void window(Window window, Sum sum) {
    windows.put(window, sum);
  }

  /** All alerts of a rule. */
  Set<Raised> alerts(int rule) {
    Set<Raised> some = new HashSet<>(alerts);
    some.removeIf(one -> one.rule() != rule);
    return some;
  }

  Set<Raised> alerts() {
    return Set.copyOf(alerts);
  }

  Set<Map.Entry<Window, Sum>> windows() {
    return new HashMap<>(windows).entrySet();
  }

  /**
   * How much of what two found was found by one of them only, from 0 to 1.
   *
   * @throws IllegalStateException if neither found anything
   */
  static <T> double apart(Collection<T> one, Collection<T> other) {
    Set<T> both = new HashSet<>(one);
    both.retainAll(new HashSet<>(other));
    Set<T> all = new HashSet<>(one);
    all.addAll(other);
    if (all.isEmpty()) {
      throw new IllegalStateException("there is nothing to compare");
    }
    return 1 - (double) both.size() / all.size();
  }

  @Override
  public void close() {
    OPEN.remove(name);
  }
}
