package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlNode;
import dev.vigil.yaml.YamlScalar;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads keys and texts that are handed on as they are, to Kafka's clients and to Flink. */
final class PropertiesReader {
  private final Diagnostics diagnostics;
  private final boolean nested;
  private final Map<String, String> required;
  private final Map<String, String> found = new TreeMap<>();

  /**
   * @param nested whether mappings inside mappings are keys with dots
   * @param required what keys must say that can say nothing else
   */
  PropertiesReader(Diagnostics diagnostics, boolean nested, Map<String, String> required) {
    this.diagnostics = diagnostics;
    this.nested = nested;
    this.required = required;
  }

  Map<String, String> read(Optional<MappingReader> written) {
    written.ifPresent(all -> collect("", all.mapping()));
    return found;
  }

  private void collect(String prefix, YamlMapping mapping) {
    for (YamlMapping.Entry entry : mapping.entries()) {
      YamlNode value = entry.value();
      String key = prefix + entry.name();
      if (value instanceof YamlScalar scalar) {
        checkRequired(key, scalar);
        found.put(key, scalar.text());
      } else if (nested && value instanceof YamlMapping inner) {
        collect(key + ".", inner);
      } else {
        diagnostics.error(
            "wrong-type",
            value.span(),
            "'" + entry.name() + "' takes a single value, found " + value.kindInWords());
      }
    }
  }

  private void checkRequired(String key, YamlScalar written) {
    String value = required.get(key);
    if (value != null && !value.equalsIgnoreCase(written.text())) {
      diagnostics.error(
          "bad-value",
          written.span(),
          "'" + key + "' is " + value + " in every job of Vigil, and cannot be changed",
          "leave it out");
    }
  }
}
