package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.io.ReadingSource;
import dev.vigil.io.file.FileReadings;
import dev.vigil.io.generator.AirQuality;
import dev.vigil.io.generator.GeneratedReadings;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.io.kafka.KafkaReadings;
import dev.vigil.io.kafka.KafkaStart;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads where a stream's readings come from. A new kind of source is one method and its line in
 * {@link #kinds()}.
 */
final class SourceReader {
  private final MappingReader stream;
  private final Diagnostics diagnostics;
  private final KafkaClient kafka;
  private final Duration outOfOrder;

  SourceReader(
      MappingReader stream, Diagnostics diagnostics, KafkaClient kafka, Duration outOfOrder) {
    this.stream = stream;
    this.diagnostics = diagnostics;
    this.kafka = kafka;
    this.outOfOrder = outOfOrder;
  }

  private Map<String, Function<MappingReader, Optional<ReadingSource>>> kinds() {
    Map<String, Function<MappingReader, Optional<ReadingSource>>> kinds = new LinkedHashMap<>();
    kinds.put("kafka", this::kafka);
    kinds.put("file", this::file);
    kinds.put("generator", this::generator);
    return kinds;
  }

  /** Whether the stream says where its readings come from. */
  boolean isNamed() {
    return kinds().keySet().stream().anyMatch(stream::has);
  }

  Optional<ReadingSource> read() {
    Map<String, Function<MappingReader, Optional<ReadingSource>>> kinds = kinds();
    var named = kinds.entrySet().stream().filter(kind -> stream.has(kind.getKey())).toList();
    if (named.size() != 1) {
      diagnostics.error(
          named.isEmpty() ? "missing-key" : "bad-value",
          named.isEmpty() ? stream.start() : stream.keySpan(named.get(1).getKey()),
          "a stream has exactly one source: " + String.join(", ", kinds.keySet()));
      return Optional.empty();
    }
    return stream.child(named.get(0).getKey()).flatMap(named.get(0).getValue());
  }

  private Optional<ReadingSource> kafka(MappingReader read) {
    List<String> topics = new ArrayList<>();
    for (YamlScalar topic : Values.some(read, "topics", diagnostics)) {
      if (Names.isTopic(topic, diagnostics)) {
        topics.add(topic.text());
      }
    }
    Optional<YamlScalar> pattern = read.scalar("pattern").filter(this::isRegex);
    if (read.has("topics") == read.has("pattern")) {
      diagnostics.error(
          "bad-value", read.start(), "'kafka' takes topics, a list, or a pattern: one of them");
    }
    String group = read.text("group").orElse("vigil");
    KafkaStart start = read.scalar("start").map(this::start).orElseGet(KafkaStart.Committed::new);
    Optional<Duration> maxDrift =
        Values.duration(read, "max_drift", diagnostics)
            .filter(found -> Values.positive(read, "max_drift", found, diagnostics));
    read.refuseOthers();
    if (topics.isEmpty() && pattern.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new KafkaReadings(
            topics,
            pattern.map(YamlScalar::text).orElse(null),
            group,
            start,
            maxDrift.orElse(null),
            kafka));
  }

  private boolean isRegex(YamlScalar text) {
    try {
      Pattern.compile(text.text());
      return true;
    } catch (PatternSyntaxException e) {
      diagnostics.error(
          "bad-pattern", text.span(), "not a regular expression: " + e.getDescription());
      return false;
    }
  }

  private KafkaStart start(YamlScalar text) {
    return switch (text.text()) {
      case "committed" -> new KafkaStart.Committed();
      case "earliest" -> new KafkaStart.Earliest();
      case "latest" -> new KafkaStart.Latest();
      default -> {
        Optional<Instant> at = Values.instant(text.text());
        if (at.isEmpty()) {
          diagnostics.error(
              "bad-value",
              text.span(),
              "'start' is committed, earliest, latest or a time such as 2026-01-01T00:00:00Z");
        }
        yield at.<KafkaStart>map(time -> new KafkaStart.At(time.toEpochMilli()))
            .orElseGet(KafkaStart.Committed::new);
      }
    };
  }

  private Optional<ReadingSource> file(MappingReader read) {
    read.require("paths", "file: {paths: [readings.csv.gz]}");
    List<String> paths = new ArrayList<>();
    for (YamlScalar path : Values.some(read, "paths", diagnostics)) {
      absolute(path).ifPresent(paths::add);
    }
    read.refuseOthers();
    return paths.isEmpty() ? Optional.empty() : Optional.of(new FileReadings(paths));
  }

  /** Local paths from the working directory; those of other file systems as they are. */
  private Optional<String> absolute(YamlScalar path) {
    return path.text().contains("://")
        ? Optional.of(path.text())
        : Values.path(path, diagnostics)
            .map(local -> local.toAbsolutePath().normalize().toString());
  }

  private Optional<ReadingSource> generator(MappingReader read) {
    AirQuality usual = AirQuality.from(System.currentTimeMillis());
    int stations = (int) read.integer("stations", 1, 100_000).orElse(usual.stations());
    Duration step =
        Values.duration(read, "step", diagnostics)
            .filter(found -> Values.positive(read, "step", found, diagnostics))
            .orElse(usual.step());
    double rate = read.number("rate").orElse(stations * 1000.0 / step.toMillis());
    if (rate <= 0) {
      diagnostics.error("out-of-range", read.keySpan("rate"), "'rate' must be above 0");
    }
    AirQuality setting =
        new AirQuality(
            read.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(usual.seed()),
            stations,
            read.scalar("start").map(this::millis).orElse(usual.start()),
            step,
            Values.duration(read, "disorder", diagnostics).orElse(outOfOrder),
            share(read, "malformed", usual.malformed()),
            share(read, "late", usual.late()));
    long records = read.integer("records", 1, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
    read.refuseOthers();
    return Optional.of(new GeneratedReadings(setting, rate, records));
  }

  private double share(MappingReader read, String key, double usual) {
    double share = read.number(key).orElse(usual);
    if (share < 0 || share > 1) {
      diagnostics.error("out-of-range", read.keySpan(key), "'" + key + "' is a share, 0 to 1");
    }
    return share;
  }

  private long millis(YamlScalar text) {
    Optional<Instant> at = Values.instant(text.text());
    if (at.isEmpty()) {
      diagnostics.error("bad-value", text.span(), "'start' is a time such as 2026-01-01T00:00:00Z");
    }
    return at.map(Instant::toEpochMilli).orElse(0L);
  }
}
