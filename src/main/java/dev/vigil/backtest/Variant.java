package dev.vigil.backtest;

import dev.vigil.diagnostic.Span;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;
import java.util.List;

/**
 * A rule as it is replayed: under a name of its own, so that several forms of one rule run side by
 * side in one pass.
 *
 * @param name unique among all that are replayed; the rule's id where it is replayed as it is
 * @param rule the rule
 */
public record Variant(String name, Rule rule) {
  /** The rule as it is. */
  public static Variant of(Rule rule) {
    return new Variant(rule.id(), rule);
  }

  /** Whether the rule reads a stream. */
  boolean reads(String stream) {
    return rule.plan().streams().contains(stream);
  }

  /** What operators are given who ask for the variant: the rule as it has been read, renamed. */
  Parsed read() {
    return new Parsed(List.of(new Parsed.Found(rule.named(name), Span.at(0))), List.of(), 1);
  }
}
