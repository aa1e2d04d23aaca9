package dev.vigil.ruletest;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.event.Durations;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.time.Instant;
import java.util.OptionalLong;

/** Times of a test: milliseconds from its start. */
final class TestTime {
  /** When every test starts, epoch milliseconds: midnight, the first day of a month and a year. */
  static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  /** No test is longer: ten years. */
  private static final long MOST = 3_650L * 86_400_000;

  private TestTime() {}

  /** The time under a key; empty without the key, or where it is none, which is reported. */
  static OptionalLong read(MappingReader in, String key, Diagnostics diagnostics) {
    return in.scalar(key).map(scalar -> read(scalar, diagnostics)).orElseGet(OptionalLong::empty);
  }

  /** The time that a text says; empty where it says none, which is reported. */
  static OptionalLong read(YamlScalar scalar, Diagnostics diagnostics) {
    OptionalLong millis =
        scalar.text().equals("0") ? OptionalLong.of(0) : Durations.parse(scalar.text());
    if (millis.isEmpty()) {
      diagnostics.error(
          "bad-duration",
          scalar.span(),
          "'" + scalar.text() + "' is no time from the test's start",
          "write it like 0s, 90s, 10m or 1h30m");
    } else if (millis.getAsLong() > MOST) {
      diagnostics.error(
          "out-of-range",
          scalar.span(),
          "'" + scalar.text() + "' is later than " + Durations.format(MOST));
      return OptionalLong.empty();
    }
    return millis;
  }

  /** As tests write it: {@code 1h30m}. */
  static String show(long millis) {
    return millis < 0 ? "-" + Durations.format(-millis) : Durations.format(millis);
  }
}
