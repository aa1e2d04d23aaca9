package dev.vigil.backtest;

import dev.vigil.event.Durations;
import java.time.Instant;
import java.util.Locale;

/** Figures as a person reads them. */
final class Words {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;

  private Words() {}

  /** A duration: exact below an hour, to the minute below a week, from there on to the hour. */
  static String duration(long millis) {
    if (millis >= 7 * DAY) {
      return days(millis);
    }
    return Durations.format(millis < 60 * MINUTE ? millis : millis / MINUTE * MINUTE);
  }

  private static String days(long millis) {
    long days = millis / DAY;
    long hours = millis % DAY / (60 * MINUTE);
    return hours == 0 ? days + "d" : days + "d" + hours + "h";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
