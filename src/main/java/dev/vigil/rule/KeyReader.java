package dev.vigil.rule;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.diagnostic.Spelling;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code by}, the fields that make a rule's key; by default the key of its stream. */
final class KeyReader {
  private static final String FIT =
      "a key is made of string, int and boolean fields, of one type in all streams";

  private final MappingReader document;
  private final List<Schema> streams;
  private final Diagnostics diagnostics;

  KeyReader(MappingReader document, List<Schema> streams, Diagnostics diagnostics) {
    this.document = document;
    this.streams = streams;
    this.diagnostics = diagnostics;
  }

  List<String> read() {
    return document.has("by") ? written() : inherited();
  }

  private List<String> written() {
    List<String> by = new ArrayList<>();
    for (YamlScalar name : document.scalars("by")) {
      if (by.contains(name.text())) {
        diagnostics.error(
            "duplicate-key",
            name.span(),
            "'" + name.text() + "' is in the key twice",
            "remove one of the two");
      } else {
        check(name.text(), name.span(), FIT);
        by.add(name.text());
      }
    }
    return by;
  }

  private List<String> inherited() {
    List<String> key = streams.get(0).key();
    for (Schema stream : streams) {
      if (!stream.key().equals(key)) {
        diagnostics.error(
            "ambiguous-key",
            document.keySpan("from"),
            streams.get(0).stream()
                + " has the key "
                + key
                + ", "
                + stream.stream()
                + " "
                + stream.key(),
            "say which with by, or name one stream with from");
        return key;
      }
    }
    for (String name : key) {
      check(name, document.keySpan("from"), FIT + "; say which with by");
    }
    return key;
  }

  private void check(String name, Span span, String hint) {
    Set<FieldType> types = new HashSet<>();
    for (Schema stream : streams) {
      Field field = stream.field(name);
      if (field == null) {
        List<String> known = stream.fields().stream().map(Field::name).toList();
        diagnostics.error(
            "unknown-field",
            span,
            "stream " + stream.stream() + " has no field '" + name + "'",
            Spelling.hint(name, known).orElse("its fields are " + String.join(", ", known)));
        return;
      }
      types.add(field.type());
    }
    if (types.size() > 1 || !types.stream().allMatch(FieldType::isOfKeys)) {
      diagnostics.error(
          "key-type", span, "'" + name + "' cannot be in a key: it is " + labels(types), hint);
    }
  }

  private static String labels(Set<FieldType> types) {
    return String.join(" and ", types.stream().map(FieldType::label).sorted().toList());
  }
}
