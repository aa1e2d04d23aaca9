package dev.vigil.ruletest;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.rule.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a test file.
 *
 * @param rules the good ones
 * @param files files that rules were read from
 * @param elsewhere findings about rules in files of their own
 * @param areAllKnown whether there is no rule with errors, which may be the one that is missed
 */
record TestedRules(
    List<Rule> rules, List<Path> files, List<Diagnostic> elsewhere, boolean areAllKnown) {
  TestedRules {
    rules = List.copyOf(rules);
    files = List.copyOf(files);
    elsewhere = List.copyOf(elsewhere);
  }

  Optional<Rule> rule(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
