package dev.vigil.io.kafka;

import dev.vigil.event.Durations;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;

/** A part of what topics hold: the same of each partition, and nothing that comes later. */
public sealed interface KafkaRange extends Serializable {
  /** Where it begins. */
  OffsetsInitializer from();

  /** The first records that are no part of it. */
  OffsetsInitializer to();

  /**
   * By the records' own timestamps.
   *
   * @param first epoch milliseconds
   * @param end epoch milliseconds, exclusive
   */
  record Times(long first, long end) implements KafkaRange {
    @Override
    public OffsetsInitializer from() {
      return OffsetsInitializer.timestamp(first);
    }

    @Override
    public OffsetsInitializer to() {
      return OffsetsInitializer.timestamp(end);
    }
  }

  /**
   * By offset, as far as a partition has them.
   *
   * @param end exclusive
   */
  record Offsets(long first, long end) implements KafkaRange {
    @Override
    public OffsetsInitializer from() {
      return new HeldOffset(first);
    }

    @Override
    public OffsetsInitializer to() {
      return new HeldOffset(end);
    }
  }

  /**
   * Reads {@code 24h}, the last 24 hours; {@code 2026-01-01..2026-02-01T12:00Z}, times; {@code
   * 100..200}, offsets. Either side of the dots may be left out.
   *
   * @param now epoch milliseconds
   * @throws IllegalArgumentException if it is no range, with the reason for a person
   */
  static KafkaRange parse(String text, long now) {
    OptionalLong last = Durations.parse(text);
    if (last.isPresent() && last.getAsLong() > 0) {
      return new Times(now - last.getAsLong(), Long.MAX_VALUE);
    }
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no range: write 24h, 2026-01-01..2026-02-01, 100..200 or ..");
    }
    String from = text.substring(0, dots).strip();
    String to = text.substring(dots + 2).strip();
    boolean offsets = isOffset(from) && isOffset(to);
    long first = from.isEmpty() ? 0 : offsets ? offset(from) : time(from);
    long end = to.isEmpty() ? Long.MAX_VALUE : offsets ? offset(to) : time(to);
    if (first >= end) {
      throw new IllegalArgumentException("'" + text + "' ends before it begins");
    }
    return offsets ? new Offsets(first, end) : new Times(first, end);
  }

  private static boolean isOffset(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static long offset(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no offset", e);
    }
  }

  private static long time(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()
          : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time: write 2026-01-31 or 2026-01-31T12:00Z", e);
    }
  }
}
