package dev.vigil.ruletest;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.event.Field;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The streams of a test file, and which of them a reading is of. */
final class StreamFields {
  private final Map<String, Schema> all = new TreeMap<>();
  private final Map<String, Schema> ofReadings = new TreeMap<>();
  private final Map<String, Schema> read = new TreeMap<>();
  private final Diagnostics diagnostics;

  /**
   * The streams, of which those that rules read are preferred.
   *
   * @param rules the good rules of the file
   */
  StreamFields(Catalog catalog, List<Rule> rules, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (Schema schema : catalog.schemas()) {
      all.put(schema.stream(), schema);
      if (!catalog.isDerived(schema.stream())) {
        ofReadings.put(schema.stream(), schema);
      }
      if (rules.stream().anyMatch(rule -> rule.plan().streams().contains(schema.stream()))) {
        read.put(schema.stream(), schema);
      }
    }
  }

  /** The stream that {@code from} names, or else the only one. */
  Optional<Schema> of(MappingReader item) {
    Optional<YamlScalar> from = item.scalar("from");
    if (from.isPresent()) {
      String name = from.get().text();
      Schema named = all.get(name);
      if (named == null && !all.isEmpty()) {
        diagnostics.error(
            "unknown-stream",
            from.get().span(),
            "there is no stream '" + name + "'",
            Spelling.hint(name, all.keySet())
                .orElse("streams are " + String.join(", ", all.keySet())));
      }
      return Optional.ofNullable(named);
    }
    Map<String, Schema> candidates = read.isEmpty() ? ofReadings : read;
    if (candidates.size() > 1 && !item.has("from")) {
      diagnostics.error(
          "missing-key",
          item.start(),
          "'from' is missing: the rules read " + String.join(", ", candidates.keySet()),
          "from: " + candidates.keySet().iterator().next());
    }
    return candidates.size() == 1
        ? Optional.of(candidates.values().iterator().next())
        : Optional.empty();
  }

  /** The field that a name stands for; empty where there is none, which is reported. */
  Optional<Field> field(Schema stream, YamlScalar name) {
    Field field = stream.field(name.text());
    if (field == null) {
      List<String> known = stream.fields().stream().map(Field::name).toList();
      diagnostics.error(
          "unknown-field",
          name.span(),
          "stream " + stream.stream() + " has no field '" + name.text() + "'",
          Spelling.hint(name.text(), known).orElse("its fields are " + String.join(", ", known)));
    }
    return Optional.ofNullable(field);
  }
}
