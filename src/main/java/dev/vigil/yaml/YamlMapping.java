package dev.vigil.yaml;

import dev.vigil.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * A mapping, in the order written.
 *
 * @param entries its entries; no two have the same key
 * @param span from its first key on
 */
public record YamlMapping(List<Entry> entries, Span span, int size) implements YamlNode {
  /** A key and its value. */
  public record Entry(YamlScalar key, YamlNode value) {
    public String name() {
      return key.text();
    }
  }

  public YamlMapping {
    entries = List.copyOf(entries);
  }

  /** The entry of that key. */
  public Optional<Entry> entry(String key) {
    return entries.stream().filter(entry -> entry.name().equals(key)).findFirst();
  }

  @Override
  public String kindInWords() {
    return "a mapping";
  }
}
