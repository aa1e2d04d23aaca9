package dev.vigil.rule;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code labels}, within what an alert's index always takes. */
final class LabelReader {
  private static final int MAX_LABELS = 64;
  private static final int MAX_NAME = 128;
  private static final int MAX_VALUE = 1_024;

  private final MappingReader document;
  private final Diagnostics diagnostics;

  LabelReader(MappingReader document, Diagnostics diagnostics) {
    this.document = document;
    this.diagnostics = diagnostics;
  }

  /** The labels in the order written. */
  Map<String, String> read() {
    Map<String, String> labels = new LinkedHashMap<>();
    document.child("labels").ifPresent(reader -> read(reader, labels));
    return Collections.unmodifiableMap(labels);
  }

  private void read(MappingReader reader, Map<String, String> labels) {
    if (reader.mapping().entries().size() > MAX_LABELS) {
      diagnostics.error(
          "too-many", document.keySpan("labels"), "more than " + MAX_LABELS + " labels");
      return;
    }
    for (YamlMapping.Entry entry : reader.mapping().entries()) {
      Span span = entry.key().span();
      String name = entry.name();
      if (name.isEmpty() || name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
        refuse(span, "a label's name has 1 to " + MAX_NAME + " characters, none of them NUL");
      }
      reader.text(name).ifPresent(value -> add(labels, name, value, entry.value().span()));
    }
  }

  private void add(Map<String, String> labels, String name, String value, Span span) {
    if (value.length() > MAX_VALUE || value.indexOf('\0') >= 0) {
      refuse(span, "a label's value has at most " + MAX_VALUE + " characters, none of them NUL");
    }
    labels.put(name, value);
  }

  private void refuse(Span span, String message) {
    diagnostics.error("bad-label", span, message, "put longer texts under annotations");
  }
}
