package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.io.ReadingSource;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.file.FileReadings;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.Encoding;
import dev.vigil.io.format.Limits;
import dev.vigil.io.format.TimeFormat;
import dev.vigil.io.generator.GeneratedReadings;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.io.kafka.KafkaReadings;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one stream. */
final class StreamReader {
  private static final Duration OUT_OF_ORDER = Duration.ofSeconds(5);
  private static final Duration AHEAD = Duration.ofDays(1);
  private static final Duration SOONEST_IDLE = Duration.ofSeconds(10);

  private final String name;
  private final MappingReader read;
  private final Diagnostics diagnostics;
  private final KafkaClient kafka;
  private final int errorsBefore;

  StreamReader(String name, MappingReader read, Diagnostics diagnostics, KafkaClient kafka) {
    this.name = name;
    this.read = read;
    this.diagnostics = diagnostics;
    this.kafka = kafka;
    errorsBefore = diagnostics.errors();
  }

  Optional<StreamSpec> read() {
    Duration outOfOrder = outOfOrder();
    Optional<ReadingSource> source = new SourceReader(read, diagnostics, kafka, outOfOrder).read();
    TimeReader.Time time = new TimeReader(read, diagnostics).read();
    refuseTimeOfFiles(source, time);
    Optional<Duration> idle = idle();
    refuseIdleTooSoon(source, idle);
    Optional<Decoding> decoding = decoding(source, time);
    if (source.isEmpty() || decoding.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new StreamSpec(decoding.get(), source.get(), outOfOrder, idle.orElse(null)));
  }

  /**
   * The stream's readings as far as rules see them: where they come from, and how their time is
   * written, may be left out.
   */
  Optional<Decoding> declared() {
    SourceReader sources = new SourceReader(read, diagnostics, kafka, outOfOrder());
    Optional<ReadingSource> source = sources.isNamed() ? sources.read() : Optional.empty();
    TimeReader.Time time =
        read.has("time")
            ? new TimeReader(read, diagnostics).read()
            : new TimeReader.Time(new TimeFormat.OfRecord(), "");
    idle();
    return decoding(source, time);
  }

  private Optional<Decoding> decoding(Optional<ReadingSource> source, TimeReader.Time time) {
    Map<String, FieldType> fields = fields();
    List<String> key = key(fields);
    Optional<Encoding> encoding = encoding(source);
    Optional<String> split = split(encoding);
    Map<String, String> paths = paths(fields);
    Set<String> nulls = nulls();
    Optional<Duration> ahead = ahead(source);
    Limits limits = limits();
    read.refuseOthers();
    if (encoding.isEmpty() || diagnostics.errors() > errorsBefore) {
      return Optional.empty();
    }
    return Optional.of(
        new Decoding(
            Schema.of(name, fields, key),
            encoding.get(),
            split.orElse(null),
            nulls,
            time.format(),
            time.field(),
            paths,
            ahead.orElse(null),
            limits));
  }

  private Duration outOfOrder() {
    return Values.duration(read, "out_of_order", diagnostics).orElse(OUT_OF_ORDER);
  }

  private Map<String, FieldType> fields() {
    Map<String, FieldType> choices = new LinkedHashMap<>();
    for (FieldType type : FieldType.values()) {
      choices.put(type.label(), type);
    }
    Map<String, FieldType> fields = new LinkedHashMap<>();
    read.require("fields", "fields: {station: string, pm25: double}");
    Optional<MappingReader> child = read.child("fields");
    if (child.isPresent()) {
      for (YamlMapping.Entry entry : child.get().mapping().entries()) {
        Names.checkField(entry.key(), diagnostics);
        child.get().choice(entry.name(), choices).ifPresent(type -> fields.put(entry.name(), type));
      }
      child.get().refuseOthers();
    }
    return fields;
  }

  private List<String> key(Map<String, FieldType> fields) {
    read.require("key", "key: [station]");
    List<String> key = new ArrayList<>();
    for (YamlScalar field : read.scalars("key")) {
      FieldType type = fields.get(field.text());
      if (type == null) {
        diagnostics.error(
            "unknown-field",
            field.span(),
            "key field '" + field.text() + "' is not among the fields",
            "fields: " + String.join(", ", fields.keySet()));
      } else if (key.contains(field.text())) {
        diagnostics.error("duplicate", field.span(), "'" + field.text() + "' is there twice");
      } else {
        checkKey(field, type);
        key.add(field.text());
      }
    }
    return key;
  }

  private void checkKey(YamlScalar field, FieldType type) {
    if (!type.isOfKeys()) {
      diagnostics.error(
          "key-type",
          field.span(),
          "'" + field.text() + "' cannot be in a key: it is " + type.label(),
          "a key is made of string, int and boolean fields");
    }
  }

  private Optional<Encoding> encoding(Optional<ReadingSource> source) {
    Optional<MappingReader> options = read.child("csv");
    List<String> columns = new ArrayList<>();
    char delimiter = ',';
    if (options.isPresent()) {
      options.get().scalars("columns").forEach(column -> columns.add(column.text()));
      String written = options.get().text("delimiter").orElse(",");
      delimiter = written.length() == 1 ? written.charAt(0) : ',';
      if (written.length() != 1) {
        diagnostics.error(
            "bad-value", options.get().keySpan("delimiter"), "'delimiter' is one character");
      }
      options.get().refuseOthers();
    }
    if (read.text("format").filter("avro"::equals).isPresent()) {
      diagnostics.error(
          "not-available",
          read.keySpan("format"),
          "avro is not in this version",
          "send json or csv");
      return Optional.empty();
    }
    Map<String, Encoding> formats = new LinkedHashMap<>();
    formats.put("json", new Encoding.Json());
    formats.put("csv", new Encoding.Csv(columns, delimiter));
    Encoding encoding = read.choice("format", formats).orElseGet(Encoding.Json::new);
    checkCsv(encoding, source, options.isPresent());
    return Optional.of(encoding);
  }

  private void checkCsv(Encoding encoding, Optional<ReadingSource> source, boolean options) {
    if (!(encoding instanceof Encoding.Csv csv)) {
      if (options) {
        diagnostics.error("bad-value", read.keySpan("csv"), "'csv' needs format: csv");
      }
      return;
    }
    if (csv.hasHeader() && source.isPresent() && !(source.get() instanceof FileReadings)) {
      diagnostics.error(
          "missing-key",
          read.keySpan("format"),
          "only files have a header line: csv from here needs its columns",
          "csv: {columns: [ts, station, pm25]}");
    }
  }

  private Optional<String> split(Optional<Encoding> encoding) {
    Optional<YamlScalar> split = read.scalar("split");
    split
        .flatMap(value -> Decoding.problemOfSplit(value.text()))
        .ifPresent(
            problem ->
                diagnostics.error(
                    "bad-path",
                    read.scalar("split").get().span(),
                    problem,
                    "write $.readings[*], or zip($.fields, $.data[*])"));
    if (split.isPresent() && encoding.filter(Encoding.Csv.class::isInstance).isPresent()) {
      diagnostics.error(
          "bad-value", read.keySpan("split"), "a row of csv is one reading: it has no 'split'");
    }
    return split.map(YamlScalar::text);
  }

  private Map<String, String> paths(Map<String, FieldType> fields) {
    Map<String, String> paths = new LinkedHashMap<>();
    Optional<MappingReader> child = read.child("paths");
    if (child.isEmpty()) {
      return paths;
    }
    for (YamlMapping.Entry entry : child.get().mapping().entries()) {
      if (!fields.containsKey(entry.name())) {
        diagnostics.error(
            "unknown-field",
            entry.key().span(),
            "'" + entry.name() + "' is not among the fields",
            "fields: " + String.join(", ", fields.keySet()));
      }
      child.get().scalar(entry.name()).ifPresent(path -> add(entry.name(), path, paths));
    }
    return paths;
  }

  private void add(String field, YamlScalar path, Map<String, String> paths) {
    Decoding.problemOfPath(path.text())
        .ifPresentOrElse(
            problem -> diagnostics.error("bad-path", path.span(), problem),
            () -> paths.put(field, path.text()));
  }

  /** By default nothing but the empty text stands for a missing value. */
  private Set<String> nulls() {
    if (!read.has("nulls")) {
      return Set.of("");
    }
    Set<String> nulls = new LinkedHashSet<>();
    read.scalars("nulls").forEach(text -> nulls.add(text.text()));
    return nulls;
  }

  /** A generator's clock is its own: by default it may run ahead. */
  private Optional<Duration> ahead(Optional<ReadingSource> source) {
    if (read.text("ahead").filter("none"::equals).isPresent()) {
      return Optional.empty();
    }
    Optional<Duration> written = Values.duration(read, "ahead", diagnostics);
    boolean generated = source.filter(GeneratedReadings.class::isInstance).isPresent();
    return written.isPresent() || generated ? written : Optional.of(AHEAD);
  }

  private Optional<Duration> idle() {
    Optional<MappingReader> child = read.child("idle");
    if (child.isEmpty()) {
      return Optional.empty();
    }
    MappingReader idle = child.get();
    idle.require("after", "idle: {after: 1m}");
    Optional<Duration> after =
        Values.duration(idle, "after", diagnostics)
            .filter(found -> Values.positive(idle, "after", found, diagnostics));
    Optional<Boolean> wall = idle.choice("clock", Map.of("stop", false, "wall", true));
    if (wall.orElse(false)) {
      diagnostics.error(
          "not-available",
          idle.keySpan("clock"),
          "clock: wall is not in this version",
          "write clock: stop; event time then waits for the next reading");
    }
    idle.refuseOthers();
    return after;
  }

  /** Flink 1.20 may not go on reading a partition that falls idle while it is paused. */
  private void refuseIdleTooSoon(Optional<ReadingSource> source, Optional<Duration> idle) {
    boolean paused = source.orElse(null) instanceof KafkaReadings kafka && kafka.maxDrift() != null;
    if (paused && idle.isPresent() && idle.get().compareTo(SOONEST_IDLE) < 0) {
      diagnostics.error(
          "out-of-range",
          read.keySpan("idle"),
          "with 'max_drift', no partition may be idle after less than 10s",
          "Flink may never go on with one that is paused and falls idle at once (FLINK-40093)");
    }
  }

  private Limits limits() {
    Optional<MappingReader> child = read.child("limits");
    if (child.isEmpty()) {
      return Limits.DEFAULT;
    }
    MappingReader limits = child.get();
    Limits found =
        new Limits(
            (int) limits.integer("bytes", 1, 1 << 26).orElse(Limits.DEFAULT.bytes()),
            (int) limits.integer("readings", 1, 1_000_000).orElse(Limits.DEFAULT.readings()),
            (int) limits.integer("depth", 1, 500).orElse(Limits.DEFAULT.depth()));
    limits.refuseOthers();
    return found;
  }

  private void refuseTimeOfFiles(Optional<ReadingSource> source, TimeReader.Time time) {
    if (source.filter(FileReadings.class::isInstance).isPresent()
        && time.format() instanceof TimeFormat.OfRecord) {
      diagnostics.error(
          "bad-value", read.keySpan("time"), "lines of files have no time of their own");
    }
  }
}
