package dev.vigil.control;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.Rule;
import java.io.Serializable;
import java.util.List;

/** Reads and checks the rules of a text: the parser as the gate sees it. */
@FunctionalInterface
public interface RuleReader extends Serializable {

  /** The rules of a text, and all that is wrong with it. */
  record Reading(List<Rule> rules, List<Diagnostic> diagnostics) {}

  Reading read(Source source);
}
