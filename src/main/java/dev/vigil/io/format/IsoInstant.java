package dev.vigil.io.format;

import java.time.YearMonth;

/** The plainest ISO 8601 times, read twenty times faster than the JDK reads any. */
final class IsoInstant {
  /** What {@link #parse} says of every text that is not plain: the JDK may still know it. */
  static final long NOT_PLAIN = Long.MIN_VALUE;

  private static final int SECONDS_END = "2026-01-01T00:00:00".length();

  private static final int OFFSET = "+08:00".length();
  private static final int NO_OFFSET = Integer.MIN_VALUE;

  private IsoInstant() {}

  /**
   * Epoch milliseconds of {@code 2026-01-01T00:00:00[.123]Z} and of {@code
   * 2026-01-01T00:00:00[.123]+08:00}, or {@link #NOT_PLAIN}.
   */
  static long parse(String text) {
    int length = text.length();
    if (length < SECONDS_END + 1) {
      return NOT_PLAIN;
    }
    boolean utc = text.charAt(length - 1) == 'Z';
    int end = utc ? length - 1 : length - OFFSET;
    int offset = utc ? 0 : offset(text, end);
    if (offset == NO_OFFSET) {
      return NOT_PLAIN;
    }
    long local = local(text, end);
    return local == NOT_PLAIN ? NOT_PLAIN : local - offset * 60_000L;
  }

  /** Minutes that {@code +08:00} is ahead of UTC; never more than 17 hours. */
  private static int offset(String text, int at) {
    if (at < SECONDS_END || text.charAt(at + 3) != ':') {
      return NO_OFFSET;
    }
    char sign = text.charAt(at);
    int hours = digits(text, at + 1, at + 3);
    int minutes = digits(text, at + 4, at + OFFSET);
    if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
      return NO_OFFSET;
    }
    int ahead = hours * 60 + minutes;
    return sign == '+' ? ahead : sign == '-' && ahead > 0 ? -ahead : NO_OFFSET;
  }

  /** A date and a time up to a place of the text, as of UTC. */
  private static long local(String text, int end) {
    if (text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return NOT_PLAIN;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int millis = end == SECONDS_END ? 0 : fraction(text, end);
    boolean date = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    boolean time = hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
    if (!date || !time || second < 0 || second > 59 || millis < 0) {
      return NOT_PLAIN;
    }
    return day > 28 && day > YearMonth.of(year, month).lengthOfMonth()
        ? NOT_PLAIN
        : at(year, month, day, hour, minute, second, millis);
  }

  /** Days by Howard Hinnant's days_from_civil, with the year starting in March. */
  private static long at(
      int year, int month, int day, int hour, int minute, int second, int millis) {
    int y = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(y, 400);
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    long days = era * 146_097L + dayOfEra - 719_468;
    return ((days * 24 + hour) * 60 + minute) * 60_000L + second * 1000L + millis;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Milliseconds of one to three digits of fraction; -1 for anything else. */
  private static int fraction(String text, int end) {
    int digits = end - (SECONDS_END + 1);
    if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > 3) {
      return -1;
    }
    int value = digits(text, SECONDS_END + 1, end);
    return digits == 1 ? value * 100 : digits == 2 ? value * 10 : value;
  }
}
