package dev.vigil.rule;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.event.Schema;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which streams a rule reads: those of {@code from}, else every stream with all it uses. */
final class StreamChoice {

  private final YamlMapping mapping;
  private final Catalog catalog;

  StreamChoice(YamlMapping mapping, Catalog catalog) {

    this.mapping = mapping;
    this.catalog = catalog;
  }

  /** The streams to check the rule against; empty where there is none, which is reported. */
  List<Schema> choose(Diagnostics diagnostics) {
    if (catalog.schemas().isEmpty()) {
      diagnostics.error(
          "no-stream",
          Span.at(mapping.span().start()),
          "there is no stream to read",
          "declare one under streams: in conf");
      return List.of();
    }
    MappingReader reader = new MappingReader(mapping, diagnostics);
    return reader.has("from") ? named(reader, diagnostics) : matching(diagnostics);
  }

  private List<Schema> named(MappingReader reader, Diagnostics diagnostics) {
    Map<String, Schema> chosen = new LinkedHashMap<>();
    List<String> known = catalog.schemas().stream().map(Schema::stream).toList();
    for (YamlScalar name : reader.scalars("from")) {
      Schema schema = catalog.schema(name.text());
      if (schema == null) {
        diagnostics.error(
            "unknown-stream",
            name.span(),
            "there is no stream '" + name.text() + "'",
            Spelling.hint(name.text(), known).orElse("streams are " + String.join(", ", known)));
      } else {
        chosen.put(name.text(), schema);
      }
    }
    if (chosen.isEmpty() && !diagnostics.hasErrors()) {
      diagnostics.error("no-stream", reader.keySpan("from"), "'from' names no stream");
    }
    return List.copyOf(chosen.values());
  }

  /** All streams with the fields used; where none has them, the one that misses the least. */
  private List<Schema> matching(Diagnostics diagnostics) {
    List<Schema> all = List.copyOf(catalog.schemas());
    if (all.size() == 1) {
      return all;
    }
    Map<Schema, Long> missing = new LinkedHashMap<>();
    for (Schema schema : all) {
      missing.put(schema, unknownFields(schema, diagnostics));
    }
    List<Schema> having = new ArrayList<>(all);
    having.removeIf(schema -> missing.getOrDefault(schema, 0L) > 0);
    if (!having.isEmpty()) {
      return ofReadings(having);
    }
    return all.stream()
        .min(Comparator.comparingLong(schema -> missing.getOrDefault(schema, 0L)))
        .map(List::of)
        .orElse(List.of());
  }

  /** Those that are not made of others; all where none is. */
  private List<Schema> ofReadings(List<Schema> streams) {
    List<Schema> read =
        streams.stream().filter(schema -> !catalog.isDerived(schema.stream())).toList();
    return read.isEmpty() ? streams : read;
  }

  private long unknownFields(Schema schema, Diagnostics diagnostics) {
    Diagnostics trial = new Diagnostics(diagnostics.source());
    boolean unused = new DocumentParser(mapping, "", List.of(schema), 0, trial).parse().isEmpty();
    return unused
        ? trial.all().stream().filter(found -> found.code().equals("unknown-field")).count()
        : 0;
  }
}
