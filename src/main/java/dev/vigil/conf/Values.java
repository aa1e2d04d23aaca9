package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.event.Durations;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import dev.vigil.yaml.YamlSequence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Values that are texts in YAML. */
final class Values {
  private Values() {}

  static Optional<Duration> duration(MappingReader reader, String key, Diagnostics diagnostics) {
    return reader.scalar(key).flatMap(value -> duration(key, value, diagnostics));
  }

  private static Optional<Duration> duration(
      String key, YamlScalar value, Diagnostics diagnostics) {
    OptionalLong millis = Durations.parse(value.text());
    // what fits nanoseconds, as timers count
    if (millis.isPresent() && millis.getAsLong() <= Long.MAX_VALUE / 1_000_000) {
      return Optional.of(Duration.ofMillis(millis.getAsLong()));
    }
    diagnostics.error(
        "bad-duration",
        value.span(),
        "'" + key + "' is no duration: '" + value.text() + "'",
        "write 250ms, 90s, 10m, 24h, 7d, 2w or a sum such as 1h30m");
    return Optional.empty();
  }

  /** Whether the duration is above zero, reporting where it is not. */
  static boolean positive(
      MappingReader reader, String key, Duration value, Diagnostics diagnostics) {
    if (value.isZero()) {
      reader
          .scalar(key)
          .ifPresent(
              at -> diagnostics.error("out-of-range", at.span(), "'" + key + "' must be above 0"));
    }
    return !value.isZero();
  }

  static Optional<ZoneId> zone(MappingReader reader, String key, Diagnostics diagnostics) {
    Optional<YamlScalar> value = reader.scalar(key);
    try {
      return value.map(name -> ZoneId.of(name.text()));
    } catch (DateTimeException e) {
      diagnostics.error(
          "bad-zone",
          value.get().span(),
          "'" + value.get().text() + "' is no time zone",
          "write UTC, +08:00 or Asia/Shanghai");
      return Optional.empty();
    }
  }

  /** A path of the local file system. */
  static Optional<Path> path(YamlScalar written, Diagnostics diagnostics) {
    try {
      return Optional.of(Path.of(written.text()));
    } catch (InvalidPathException e) {
      diagnostics.error(
          "bad-value",
          written.span(),
          "not a path of a file or folder: " + e.getReason(),
          "write it without characters that no file system takes");
      return Optional.empty();
    }
  }

  /** The scalars of a list that names at least one, reporting where it is empty. */
  static List<YamlScalar> some(MappingReader reader, String key, Diagnostics diagnostics) {
    if (reader.node(key).orElse(null) instanceof YamlSequence list && list.items().isEmpty()) {
      diagnostics.error(
          "out-of-range", reader.keySpan(key), "'" + key + "' is empty, and names at least one");
    }
    return reader.scalars(key);
  }

  /** A time in ISO 8601 with its zone; empty where the text is none, without a word. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(java.time.OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
