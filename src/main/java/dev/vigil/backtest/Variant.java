package dev.vigil.backtest;

import dev.vigil.control.RuleReader;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleParser;
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

  /** Reads rules as production does, and gives each the name it is replayed under. */
  static RuleReader reader(Catalog catalog) {
    return source -> {
      Parsed parsed = RuleParser.parseOne(source.name(), source.text(), catalog);
      String name = name(source);
      List<Parsed.Found> named =
          parsed.found().stream()
              .map(found -> new Parsed.Found(found.rule().named(name), found.id()))
              .toList();
      return new Parsed(named, parsed.diagnostics(), parsed.documents());
    };
  }

  /** Operators call a rule {@code name@revision}. */
  private static String name(Source source) {
    return source.name().substring(0, source.name().lastIndexOf('@'));
  }
}
