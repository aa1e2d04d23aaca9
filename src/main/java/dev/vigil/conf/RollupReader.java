package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rollup.Rollup;
import dev.vigil.rollup.WindowKind;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads one rollup: the windows of it, not where their results go. */
final class RollupReader {
  private static final int MOST_FIELDS = 50;
  private static final Set<FieldType> KEYS =
      Arrays.stream(FieldType.values())
          .filter(FieldType::isOfKeys)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<FieldType> NUMBERS = Set.of(FieldType.DOUBLE, FieldType.INT);

  private final String name;
  private final MappingReader read;
  private final KnownStreams streams;
  private final Diagnostics diagnostics;
  private final int errorsBefore;

  RollupReader(String name, MappingReader read, KnownStreams streams, Diagnostics diagnostics) {
    this.name = name;
    this.read = read;
    this.streams = streams;
    this.diagnostics = diagnostics;
    errorsBefore = diagnostics.errors();
  }

  /** The rollup; empty where something in it is wrong, which is reported, or in its stream. */
  Optional<Rollup> read() {
    read.require("from", "from: " + streams.example());
    Optional<Schema> source =
        read.scalar("from").flatMap(stream -> streams.schema(stream, diagnostics));
    Optional<WindowKind> window = new WindowReader(read, diagnostics).read();
    Duration late = Values.duration(read, "late", diagnostics).orElse(Duration.ZERO);
    read.require("fields", "fields: [pm25], those to take min, max, avg and count of");
    List<YamlScalar> by = read.scalars("by");
    List<YamlScalar> fields = read.scalars("fields");
    boolean hasBy = read.has("by");
    if (source.isEmpty()) {
      return Optional.empty();
    }
    List<String> key = hasBy ? fields(source.get(), by, KEYS, "key-type") : source.get().key();
    List<String> summed = fields(source.get(), fields, NUMBERS, "not-a-number");
    checkCount(fields);
    checkNames(key, summed, fields);
    return diagnostics.errors() > errorsBefore || window.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rollup(name, source.get(), key, window.get(), summed, late));
  }

  private List<String> fields(
      Schema source, List<YamlScalar> written, Set<FieldType> types, String code) {
    List<String> names = new ArrayList<>();
    for (YamlScalar field : written) {
      Field found = source.field(field.text());
      if (found == null) {
        List<String> known =
            source.fields().stream()
                .filter(one -> types.contains(one.type()))
                .map(Field::name)
                .toList();
        diagnostics.error(
            "unknown-field",
            field.span(),
            "stream " + source.stream() + " has no field '" + field.text() + "'",
            Spelling.hint(field.text(), known)
                .orElse("those that fit here: " + String.join(", ", known)));
      } else if (!types.contains(found.type())) {
        diagnostics.error(code, field.span(), mistyped(found), hint(types));
      } else if (names.contains(field.text())) {
        diagnostics.error("duplicate", field.span(), "'" + field.text() + "' is there twice");
      } else {
        names.add(field.text());
      }
    }
    return names;
  }

  private static String mistyped(Field field) {
    return "'" + field.name() + "' is " + field.type().label();
  }

  private static String hint(Set<FieldType> types) {
    return types.equals(KEYS)
        ? "a key is made of string, int and boolean fields"
        : "min, max and avg are of double and int fields";
  }

  private void checkCount(List<YamlScalar> fields) {
    if (read.has("fields") && (fields.isEmpty() || fields.size() > MOST_FIELDS)) {
      diagnostics.error(
          "out-of-range",
          read.keySpan("fields"),
          "'fields' names 1 to " + MOST_FIELDS + " fields, not " + fields.size());
    }
  }

  /** What is made of two fields may have one name: {@code pm25_avg} of pm25, or a key of it. */
  private void checkNames(List<String> key, List<String> summed, List<YamlScalar> written) {
    Set<String> taken = new HashSet<>(key);
    if (!taken.add(Rollup.COUNT)) {
      diagnostics.error(
          "duplicate",
          read.keySpan("by"),
          "a rollup has a field '" + Rollup.COUNT + "' of its own, with the number of readings",
          "give the stream's field another name, and say under paths where it is");
    }
    for (String field : summed) {
      for (Rollup.Part part : Rollup.Part.values()) {
        if (!taken.add(part.of(field))) {
          written.stream()
              .filter(one -> one.text().equals(field))
              .forEach(
                  one ->
                      diagnostics.error(
                          "duplicate",
                          one.span(),
                          "two fields of the rollup would be called '" + part.of(field) + "'"));
        }
      }
    }
  }
}
