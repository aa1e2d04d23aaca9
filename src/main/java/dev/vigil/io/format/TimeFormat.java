package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a time is written. */
public sealed interface TimeFormat extends Serializable {
  /** Makes the reader of such times, epoch milliseconds. */
  TimeReader reader();

  /** Reads one time. */
  interface TimeReader {
    long read(JsonNode node) throws Refused;
  }

  /**
   * ISO 8601: a date and a time.
   *
   * @param zone of times that are written without one; where it is null they are refused
   */
  record Iso8601(@Nullable ZoneId zone) implements TimeFormat {
    @Override
    public TimeReader reader() {
      return node -> {
        String text = text(node);
        long quick = IsoInstant.parse(text);
        return quick == IsoInstant.NOT_PLAIN
            ? parsed(DateTimeFormatter.ISO_DATE_TIME, zone, text)
            : quick;
      };
    }
  }

  /** Seconds since 1970, with a fraction or without, as a number or its text. */
  record EpochSeconds() implements TimeFormat {
    @Override
    public TimeReader reader() {
      return node ->
          node.isIntegralNumber() && node.canConvertToInt()
              ? node.longValue() * 1000
              : millis(number(node) * 1000, node);
    }
  }

  /** Milliseconds since 1970, as a number or its text. */
  record EpochMillis() implements TimeFormat {
    @Override
    public TimeReader reader() {
      return node ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? node.longValue()
              : millis(number(node), node);
    }
  }

  /**
   * A pattern of {@link DateTimeFormatter}.
   *
   * @param zone of times that are written without one, or null
   */
  record Pattern(String pattern, @Nullable ZoneId zone) implements TimeFormat {
    private static final ZonedDateTime SAMPLE =
        ZonedDateTime.of(2026, 11, 12, 13, 14, 15, 161_718_192, ZoneId.of("UTC"));

    public Pattern {
      formatter(pattern);
    }

    /** Says why no text that is written so is a time, be its zone known or not; or nothing. */
    public Optional<String> problem() {
      try {
        TemporalAccessor read = readBack();
        if (read.query(TemporalQueries.localDate()) == null) {
          return Optional.of("has no date");
        }
        return read.query(TemporalQueries.localTime()) == null
            ? Optional.of("has no time of day")
            : Optional.empty();
      } catch (DateTimeException e) {
        return Optional.of("cannot read what is written with it");
      }
    }

    /**
     * Whether times that are written so tell their zone.
     *
     * @throws DateTimeException where there is a {@link #problem()}
     */
    public boolean hasZone() {
      return readBack().isSupported(ChronoField.INSTANT_SECONDS);
    }

    private TemporalAccessor readBack() {
      DateTimeFormatter formatter = formatter(pattern);
      return formatter.parse(formatter.format(SAMPLE));
    }

    private static DateTimeFormatter formatter(String pattern) {
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    @Override
    public TimeReader reader() {
      DateTimeFormatter formatter = formatter(pattern);
      return node -> parsed(formatter, zone, text(node));
    }
  }

  /** The record's own timestamp. */
  record OfRecord() implements TimeFormat {
    @Override
    public TimeReader reader() {
      return node -> {
        throw new Refused(Reason.NO_TIME, "the record's own time is in no field");
      };
    }
  }

  private static String text(JsonNode node) throws Refused {
    if (!node.isValueNode()) {
      throw new Refused(Reason.NO_TIME, "the time is no text and no number");
    }
    return node.asText().strip();
  }

  private static double number(JsonNode node) throws Refused {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    String text = text(node);
    try {
      return Numbers.decimal(text);
    } catch (NumberFormatException e) {
      throw new Refused(Reason.NO_TIME, "not a time: " + Refused.quote(text));
    }
  }

  private static long millis(double millis, JsonNode node) throws Refused {
    if (!(Math.abs(millis) < Long.MAX_VALUE)) {
      throw new Refused(Reason.NO_TIME, "not a time: " + Refused.quote(node.asText()));
    }
    return Math.round(millis);
  }

  private static long parsed(DateTimeFormatter formatter, @Nullable ZoneId zone, String text)
      throws Refused {
    try {
      TemporalAccessor found = formatter.parse(text);
      if (isBent(found, formatter, text)) {
        throw new Refused(Reason.NO_TIME, "no such day: " + Refused.quote(text));
      }
      if (found.isSupported(ChronoField.INSTANT_SECONDS)) {
        return Instant.from(found).toEpochMilli();
      }
      LocalDateTime local = LocalDateTime.from(found);
      if (zone == null) {
        throw new Refused(
            Reason.NO_TIME, "a time without zone, and conf has none: " + Refused.quote(text));
      }
      return local.atZone(zone).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new Refused(Reason.NO_TIME, "not a time: " + Refused.quote(text));
    }
  }

  /** Whether its month has no such day, for which patterns take the month's last. */
  private static boolean isBent(TemporalAccessor found, DateTimeFormatter formatter, String text) {
    LocalDate date = found.query(TemporalQueries.localDate());
    if (date == null || (date.getDayOfMonth() > 1 && date.getDayOfMonth() < 28)) {
      return false;
    }
    TemporalAccessor written = formatter.parseUnresolved(text, new ParsePosition(0));
    if (!written.isSupported(ChronoField.DAY_OF_MONTH)) {
      return false;
    }
    boolean midnight =
        written.isSupported(ChronoField.HOUR_OF_DAY)
            && written.getLong(ChronoField.HOUR_OF_DAY) == 24;
    LocalDate day = midnight ? date.minusDays(1) : date;
    return day.getDayOfMonth() != written.getLong(ChronoField.DAY_OF_MONTH);
  }
}
