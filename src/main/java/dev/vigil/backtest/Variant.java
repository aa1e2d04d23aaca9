package dev.vigil.backtest;

import dev.vigil.diagnostic.Span;
import dev.vigil.plan.Plan;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;
import java.io.IOException;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;

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

  /**
   * What operators are given who ask for the variant: the rule as it has been read, renamed, and a
   * plan for each of them, since conditions remember where the fields of their subtask's readings
   * lie.
   */
  Parsed read() {
    Rule own = rule.named(name).with(copy(rule.plan()));
    return new Parsed(List.of(new Parsed.Found(own, Span.at(0))), List.of(), 1);
  }

  private static Plan copy(Plan plan) {
    try {
      return InstantiationUtil.clone(plan);
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("a plan cannot be copied", e);
    }
  }
}
