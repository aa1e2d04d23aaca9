package dev.vigil.yaml;

import dev.vigil.diagnostic.Span;

/** A value in a YAML document. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {
  /** Where the value stands; that of an alias is where its anchor stands. */
  Span span();

  /** What a person calls such a value: {@code a mapping}, {@code a list}, {@code a number}. */
  String kindInWords();

  /** Nodes of this value, itself included, with aliases counted as often as they are used. */
  int size();
}
