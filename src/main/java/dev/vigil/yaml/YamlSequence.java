package dev.vigil.yaml;

import dev.vigil.diagnostic.Span;
import java.util.List;

/** A list, in the order written. */
public record YamlSequence(List<YamlNode> items, Span span, int size) implements YamlNode {
  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String kindInWords() {
    return "a list";
  }
}
