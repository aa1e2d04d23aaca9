package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.TimeFormat;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads where a stream's time is and how it is written. */
final class TimeReader {
  private static final TimeFormat ANY = new TimeFormat.Iso8601(null);
  private static final List<String> FORMATS =
      List.of("iso8601", "epoch_s", "epoch_ms", "pattern", "record");

  private final MappingReader stream;
  private final Diagnostics diagnostics;

  /** The format of a time and its place. */
  record Time(TimeFormat format, String field) {}

  TimeReader(MappingReader stream, Diagnostics diagnostics) {
    this.stream = stream;
    this.diagnostics = diagnostics;
  }

  Time read() {
    stream.require("time", "time: {field: ts, format: iso8601}, or {format: record}");
    Optional<MappingReader> child = stream.child("time");
    if (child.isEmpty()) {
      return new Time(ANY, "ts");
    }
    MappingReader time = child.get();
    Optional<YamlScalar> field = time.scalar("field");
    field
        .flatMap(path -> Decoding.problemOfPath(path.text()))
        .ifPresent(problem -> diagnostics.error("bad-path", field.get().span(), problem));
    TimeFormat format = format(time);
    if (format instanceof TimeFormat.OfRecord) {
      field.ifPresent(
          at ->
              diagnostics.error(
                  "bad-value", at.span(), "format: record takes the record's time, not a field's"));
    } else {
      time.require("field", "time: {field: ts, format: iso8601}");
    }
    time.refuseOthers();
    return new Time(format, field.map(YamlScalar::text).orElse("ts"));
  }

  private TimeFormat format(MappingReader time) {
    Optional<ZoneId> zone = Values.zone(time, "zone", diagnostics);
    Optional<YamlScalar> pattern = time.scalar("pattern");
    String format =
        time.choice(
                "format",
                FORMATS.stream()
                    .collect(
                        Collectors.toMap(
                            name -> name, name -> name, (a, b) -> a, LinkedHashMap::new)))
            .orElse("iso8601");
    if (pattern.isPresent() != format.equals("pattern")) {
      diagnostics.error(
          "bad-value",
          time.start(),
          "'pattern' and format: pattern go together",
          "time: {field: ts, format: pattern, pattern: \"yyyy-MM-dd HH:mm:ss\", zone: UTC}");
      return ANY;
    }
    if (zone.isPresent() && !format.equals("pattern") && !format.equals("iso8601")) {
      diagnostics.error(
          "bad-value", time.keySpan("zone"), "'zone' is for times written as date and time");
    }
    return switch (format) {
      case "epoch_s" -> new TimeFormat.EpochSeconds();
      case "epoch_ms" -> new TimeFormat.EpochMillis();
      case "record" -> new TimeFormat.OfRecord();
      case "pattern" -> pattern.map(text -> pattern(time, text, zone)).orElse(ANY);
      default -> new TimeFormat.Iso8601(zone.orElse(null));
    };
  }

  private TimeFormat pattern(MappingReader time, YamlScalar text, Optional<ZoneId> zone) {
    try {
      TimeFormat.Pattern format = new TimeFormat.Pattern(text.text(), zone.orElse(null));
      Optional<String> problem = format.problem();
      if (problem.isPresent()) {
        diagnostics.error(
            "bad-pattern",
            text.span(),
            "'" + text.text() + "' " + problem.get() + ": no record would have a time",
            "write a whole time, such as yyyy-MM-dd HH:mm:ss; hh needs a, for AM and PM");
      } else if (!time.has("zone") && !format.hasZone()) {
        diagnostics.error(
            "missing-key",
            text.span(),
            "'zone' is missing: times of the pattern '" + text.text() + "' do not tell theirs",
            "zone: UTC, or +08:00, or Asia/Shanghai");
      }
      return format;
    } catch (IllegalArgumentException e) {
      diagnostics.error("bad-pattern", text.span(), "not a pattern of a time: " + e.getMessage());
      return ANY;
    }
  }
}
