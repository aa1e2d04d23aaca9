package dev.vigil.rule;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Span;
import java.util.List;

/**
 * What became of a text: its good rules, and every problem of the others.
 *
 * @param found rules of the documents without an error, in the order written
 * @param diagnostics all findings, in the order of the text
 * @param documents how many documents the text has
 */
public record Parsed(List<Found> found, List<Diagnostic> diagnostics, int documents) {
  /**
   * A rule and where its id stands.
   *
   * @param rule the rule
   * @param id span of the id in the whole text
   */
  public record Found(Rule rule, Span id) {}

  public Parsed {
    found = List.copyOf(found);
    diagnostics = List.copyOf(diagnostics);
  }

  public List<Rule> rules() {
    return found.stream().map(Found::rule).toList();
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
