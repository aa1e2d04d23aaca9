package dev.vigil.backtest;

import dev.vigil.alert.Alert;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of one rule. Counts only: it does not grow with the alerts there were. */
public final class RuleTally {
  private static final long DAY = 86_400_000;

  private final SortedMap<String, Share> keys = new TreeMap<>();
  private final Map<Long, Integer> epochDays = new HashMap<>();
  private final Map<String, Alert> open = new HashMap<>();
  private final Share all = new Share();

  /** Alerts, and the time in alert, of a rule or one key of it. */
  public static final class Share {
    private long alerts;
    private long millis;

    public long alerts() {
      return alerts;
    }

    /** Milliseconds that alerts were open; those of one moment add nothing. */
    public long millis() {
      return millis;
    }
  }

  void add(Alert alert) {
    switch (alert.action()) {
      case OPEN -> {
        open.put(alert.id(), alert);
        count(alert);
      }
      case MATCH -> count(alert);
      case RESOLVE -> {
        open.remove(alert.id());
        Long end = alert.end();
        if (end != null) {
          lasted(alert, end);
        }
      }
    }
  }

  private void count(Alert alert) {
    all.alerts++;
    share(alert).alerts++;
    epochDays.merge(Math.floorDiv(alert.timestamp(), DAY), 1, Integer::sum);
  }

  private void lasted(Alert alert, long end) {
    long millis = Math.max(0, end - alert.timestamp());
    all.millis += millis;
    share(alert).millis += millis;
  }

  private Share share(Alert alert) {
    return keys.computeIfAbsent(keyText(alert), unused -> new Share());
  }

  static String keyText(Alert alert) {
    return String.join(", ", alert.key().values());
  }

  /** Counts what is still open up to the last reading. */
  void end(long last) {
    open.values().forEach(alert -> lasted(alert, last));
  }

  public Share all() {
    return all;
  }

  /** Alerts that had not resolved by the end. */
  public int open() {
    return open.size();
  }

  /** By key, its values joined by commas. */
  public SortedMap<String, Share> keys() {
    return keys;
  }

  /** Alerts by the day in UTC on which they fired. */
  public SortedMap<LocalDate, Integer> days() {
    SortedMap<LocalDate, Integer> days = new TreeMap<>();
    epochDays.forEach((day, alerts) -> days.put(LocalDate.ofEpochDay(day), alerts));
    return days;
  }
}
