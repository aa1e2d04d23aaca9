package dev.vigil.ruletest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.ruletest.SeriesNotation.Sample;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the readings of one key at a fixed step. */
final class SeriesReader {
  private final MappingReader series;
  private final StepReader steps;
  private final StreamFields streams;
  private final Diagnostics diagnostics;

  SeriesReader(
      MappingReader series, StepReader steps, StreamFields streams, Diagnostics diagnostics) {
    this.series = series;
    this.steps = steps;
    this.streams = streams;
    this.diagnostics = diagnostics;
  }

  List<Step> read() {
    Optional<Schema> stream = streams.of(series);
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    steps.key(series, stream, key);
    stream.ifPresent(schema -> requireKey(schema, key));
    long step = step();
    Map<String, List<Sample>> values = values(stream);
    series.refuseOthers();
    return stream.isEmpty() ? List.of() : readings(stream.get(), key, step, values);
  }

  private void requireKey(Schema stream, ObjectNode key) {
    for (String field : stream.key()) {
      if (!key.has(field) && series.child("key").isPresent()) {
        diagnostics.error(
            "missing-key",
            series.keySpan("key"),
            "the key has no '" + field + "'",
            "the key of " + stream.stream() + " is " + String.join(", ", stream.key()));
      }
    }
  }

  private long step() {
    series.require("step", "step: 1m");
    OptionalLong step = TestTime.read(series, "step", diagnostics);
    if (step.isPresent() && step.getAsLong() == 0) {
      diagnostics.error(
          "out-of-range", series.keySpan("step"), "'step' must be above 0", "step: 1m");
    }
    return step.orElse(0);
  }

  private Map<String, List<Sample>> values(Optional<Schema> stream) {
    series.require("values", "values: {pm25: \"40 80x10 _ 50x5\"}");
    Map<String, List<Sample>> values = new LinkedHashMap<>();
    Optional<MappingReader> written = series.child("values");
    if (written.isEmpty()) {
      return values;
    }
    for (YamlMapping.Entry entry : written.get().mapping().entries()) {
      Optional<YamlScalar> notation = written.get().scalar(entry.name());
      Optional<Field> field = stream.flatMap(schema -> streams.field(schema, entry.key()));
      if (notation.isPresent()) {
        List<Sample> samples = samples(notation.get());
        field
            .filter(found -> takes(found, entry.key(), notation.get(), samples))
            .ifPresent(found -> values.put(found.name(), samples));
      }
    }
    return values;
  }

  private List<Sample> samples(YamlScalar notation) {
    try {
      return SeriesNotation.parse(notation.text());
    } catch (SeriesNotation.Malformed e) {
      int end = Math.min(e.at() + 1, notation.text().length());
      diagnostics.error(
          "bad-series", notation.span(e.at(), end), String.valueOf(e.getMessage()), e.hint());
      return List.of();
    }
  }

  /** Whether the samples can be values of the field. */
  private boolean takes(Field field, YamlScalar name, YamlScalar notation, List<Sample> samples) {
    if (field.type() != FieldType.DOUBLE && field.type() != FieldType.INT) {
      diagnostics.error(
          "series-type",
          name.span(),
          "a series is of numbers; '" + field.name() + "' is " + field.type().label(),
          "write single readings under events, or put it into the key");
      return false;
    }
    boolean whole =
        samples.stream()
            .flatMapToDouble(found -> found.value().stream())
            .allMatch(value -> value == Math.rint(value));
    if (field.type() == FieldType.INT && !whole) {
      diagnostics.error(
          "series-type",
          notation.span(),
          "'" + field.name() + "' is int: it has whole numbers only",
          "write 80 in place of 80.5");
      return false;
    }
    return true;
  }

  /** A reading wherever one of the fields has a sample. */
  private static List<Step> readings(
      Schema stream, ObjectNode key, long step, Map<String, List<Sample>> values) {
    List<Step> readings = new ArrayList<>();
    int length = values.values().stream().mapToInt(List::size).max().orElse(0);
    for (int i = 0; i < length; i++) {
      ObjectNode json = key.deepCopy();
      boolean sent = false;
      for (Map.Entry<String, List<Sample>> field : values.entrySet()) {
        List<Sample> samples = field.getValue();
        Sample sample = i < samples.size() ? samples.get(i) : Sample.MISSING;
        sent |= sample.sent();
        sample.value().ifPresent(value -> json.put(field.getKey(), value));
      }
      if (sent) {
        readings.add(new Step.Reading(i * step, stream.stream(), json.toString()));
      }
    }
    return readings;
  }
}
