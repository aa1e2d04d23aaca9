package dev.vigil.ruletest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.event.Field;
import dev.vigil.event.Schema;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlReader;
import dev.vigil.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads what a test sends: {@code series}, {@code events} and {@code watermarks}. */
final class StepReader {
  private static final Set<String> OWN_KEYS = Set.of("at", "key", "from");

  private final MappingReader test;
  private final StreamFields streams;
  private final Diagnostics diagnostics;
  private long lastWatermark = -1;

  StepReader(MappingReader test, StreamFields streams, Diagnostics diagnostics) {
    this.test = test;
    this.streams = streams;
    this.diagnostics = diagnostics;
  }

  List<Step> read() {
    List<List<Step>> series = new ArrayList<>();
    int samples = 0;
    for (MappingReader one : items("series")) {
      List<Step> readings = new SeriesReader(one, this, streams, diagnostics).read();
      samples += readings.size();
      if (samples > SeriesNotation.MOST) {
        diagnostics.error(
            "too-many",
            one.start(),
            "the series of a test have more than " + SeriesNotation.MOST + " readings in all",
            "make them shorter");
        break;
      }
      series.add(readings);
    }
    List<Step> events = new ArrayList<>();
    for (MappingReader one : items("events")) {
      (one.has("watermark") ? watermark(one) : event(one)).ifPresent(events::add);
      one.refuseOthers();
    }
    if (!test.has("series") && !test.has("events")) {
      diagnostics.error(
          "missing-key",
          test.start(),
          "the test sends nothing",
          "series: [{key: {station: A}, step: 1m, values: {pm25: \"80x10\"}}], or events");
    }
    return new Schedule(series, events, watermarks()).steps();
  }

  /** The mappings of a list; what is none is reported. */
  private List<MappingReader> items(String key) {
    List<MappingReader> items = new ArrayList<>();
    test.sequence(key)
        .ifPresent(
            list -> {
              for (YamlNode item : list.items()) {
                YamlReader.mapping(item, diagnostics)
                    .ifPresent(found -> items.add(new MappingReader(found, diagnostics)));
              }
            });
    return items;
  }

  private Optional<Step> watermark(MappingReader item) {
    if (test.has("watermarks")) {
      diagnostics.error(
          "bad-watermark",
          item.keySpan("watermark"),
          "the test has a list of watermarks already",
          "keep one of the two ways");
      return Optional.empty();
    }
    return item.scalar("watermark").flatMap(this::watermark).map(mark -> mark);
  }

  private Optional<Step.Watermark> watermark(YamlScalar time) {
    OptionalLong at = TestTime.read(time, diagnostics);
    if (at.isPresent() && at.getAsLong() <= lastWatermark) {
      diagnostics.error(
          "bad-watermark",
          time.span(),
          "event time only goes on: " + TestTime.show(lastWatermark) + " was before",
          "write a later time");
      return Optional.empty();
    }
    lastWatermark = at.orElse(lastWatermark);
    return at.isPresent() ? Optional.of(new Step.Watermark(at.getAsLong())) : Optional.empty();
  }

  private Optional<Step> event(MappingReader item) {
    item.require("at", "at: 3m, counted from the test's start");
    OptionalLong at = TestTime.read(item, "at", diagnostics);
    Optional<Schema> stream = streams.of(item);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    key(item, stream, json);
    for (YamlMapping.Entry entry : item.mapping().entries()) {
      if (!OWN_KEYS.contains(entry.name())) {
        item.has(entry.name());
        stream.ifPresent(schema -> set(json, schema, entry));
      }
    }
    return at.isEmpty() || stream.isEmpty()
        ? Optional.empty()
        : Optional.of(new Step.Reading(at.getAsLong(), stream.get().stream(), json.toString()));
  }

  /** The fields under {@code key}. */
  void key(MappingReader item, Optional<Schema> stream, ObjectNode into) {
    item.require("key", "key: {station: A}, with the fields of the stream's key");
    Optional<MappingReader> key = item.child("key");
    if (key.isPresent() && stream.isPresent()) {
      key.get().mapping().entries().forEach(entry -> set(into, stream.get(), entry));
    }
  }

  private void set(ObjectNode json, Schema stream, YamlMapping.Entry entry) {
    Optional<Field> field = streams.field(stream, entry.key());
    if (field.isPresent() && json.has(entry.name())) {
      diagnostics.error(
          "duplicate-key",
          entry.key().span(),
          "'" + entry.name() + "' is in the key already",
          "remove one of the two");
    } else if (field.isPresent()) {
      json.set(entry.name(), JsonFields.of(entry.value(), field.get().type()));
    }
  }

  /** The list of watermarks; empty where each event carries its own or they stand between. */
  private Optional<List<Step.Watermark>> watermarks() {
    if (!test.has("watermarks")) {
      return Optional.empty();
    }
    List<Step.Watermark> watermarks = new ArrayList<>();
    test.scalars("watermarks").forEach(time -> watermark(time).ifPresent(watermarks::add));
    return Optional.of(watermarks);
  }
}
