package dev.vigil.event;

import java.util.OptionalLong;

/** Durations as rules and conf write them: {@code 250ms 90s 10m 24h 7d 2w}, and sums of them. */
public final class Durations {
  private static final String[] UNITS = {"w", "d", "h", "m", "s", "ms"};
  private static final long[] MILLIS = {604_800_000, 86_400_000, 3_600_000, 60_000, 1_000, 1};

  private Durations() {}

  /**
   * The milliseconds of a duration; empty where the text is none or has more than 2^63−1. In a sum
   * the units go down: {@code 1h30m}, not {@code 30m1h}.
   */
  public static OptionalLong parse(String text) {
    long total = 0;
    int nextUnit = 0;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      int letters = at;
      while (at < text.length() && !isDigit(text.charAt(at))) {
        at++;
      }
      int unit = unit(text.substring(letters, at), nextUnit);
      if (letters == digits || letters - digits > 18 || unit < 0) {
        return OptionalLong.empty();
      }
      long count = Long.parseLong(text.substring(digits, letters));
      if (count > (Long.MAX_VALUE - total) / MILLIS[unit]) {
        return OptionalLong.empty();
      }
      total += count * MILLIS[unit];
      nextUnit = unit + 1;
    }
    return nextUnit == 0 ? OptionalLong.empty() : OptionalLong.of(total);
  }

  /** The shortest sum that {@link #parse} reads as that many milliseconds: {@code 1h30m}. */
  public static String format(long millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("a negative duration: " + millis + " ms");
    }
    if (millis == 0) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    long rest = millis;
    for (int unit = 0; unit < UNITS.length; unit++) {
      if (rest >= MILLIS[unit]) {
        text.append(rest / MILLIS[unit]).append(UNITS[unit]);
        rest %= MILLIS[unit];
      }
    }
    return text.toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int unit(String name, int from) {
    for (int unit = from; unit < UNITS.length; unit++) {
      if (UNITS[unit].equals(name)) {
        return unit;
      }
    }
    return -1;
  }
}
