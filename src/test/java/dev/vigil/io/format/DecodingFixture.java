package dev.vigil.io.format;

import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds decodings for tests, and reads one record with them. */
final class DecodingFixture {
  static final long NOW = 1_900_000_000_000L;

  private final Map<String, FieldType> fields = new LinkedHashMap<>();
  private final Map<String, String> paths = new LinkedHashMap<>();
  private List<String> key = List.of();
  private Encoding encoding = new Encoding.Json();
  private @Nullable String split;
  private Set<String> nulls = Set.of("");
  private TimeFormat time = new TimeFormat.Iso8601(null);
  private String timeField = "ts";
  private Limits limits = Limits.DEFAULT;
  private @Nullable String recordKey;

  /** A station's readings with the fields that most tests use. */
  static DecodingFixture air() {
    return new DecodingFixture()
        .field("station", FieldType.STRING)
        .field("pm25", FieldType.DOUBLE)
        .key("station");
  }

  DecodingFixture field(String name, FieldType type) {
    fields.put(name, type);
    return this;
  }

  DecodingFixture field(String name, FieldType type, String path) {
    paths.put(name, path);
    return field(name, type);
  }

  DecodingFixture key(String... names) {
    key = List.of(names);
    return this;
  }

  DecodingFixture csv(String... columns) {
    encoding = new Encoding.Csv(List.of(columns), ',');
    return this;
  }

  DecodingFixture split(String path) {
    split = path;
    return this;
  }

  DecodingFixture nulls(String... texts) {
    nulls = Set.of(texts);
    return this;
  }

  DecodingFixture time(String field, TimeFormat format) {
    timeField = field;
    time = format;
    return this;
  }

  DecodingFixture limits(int bytes, int readings, int depth) {
    limits = new Limits(bytes, readings, depth);
    return this;
  }

  DecodingFixture recordKey(String text) {
    recordKey = text;
    return this;
  }

  Decoding build() {
    return new Decoding(
        Schema.of("air", fields, key),
        encoding,
        split,
        nulls,
        time,
        timeField,
        paths,
        Duration.ofDays(1),
        limits);
  }

  List<Received> decode(byte @Nullable [] value) {
    byte[] keyBytes = recordKey == null ? null : recordKey.getBytes(StandardCharsets.UTF_8);
    RawRecord record = new RawRecord("air-readings", 3, 1234, 1_700_000_000_000L, keyBytes, value);
    List<Received> out = new ArrayList<>();
    build().decoder().decode(record, NOW, out::add);
    return out;
  }

  List<Received> decode(String value) {
    return decode(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The one reading of a record. */
  Event event(String value) {
    List<Received> all = decode(value);
    if (all.size() == 1 && all.get(0) instanceof Received.Reading reading) {
      return reading.event();
    }
    throw new AssertionError("not one reading but " + all);
  }

  /** The one dead letter of a record. */
  DeadLetter letter(byte @Nullable [] value) {
    List<Received> all = decode(value);
    if (all.size() == 1 && all.get(0) instanceof Received.Rejected rejected) {
      return rejected.letter();
    }
    throw new AssertionError("not one dead letter but " + all);
  }

  DeadLetter letter(String value) {
    return letter(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A field's value in an event. */
  static @Nullable Object value(Event event, String field) {
    return event.value(event.schema().field(field));
  }
}
