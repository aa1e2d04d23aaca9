package dev.vigil.match;

import dev.vigil.control.RuleReader;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;

/** Rules in their own language, over {@link HandMade#AIR}. */
final class WrittenRule {
  private WrittenRule() {}

  static Rule of(String yaml) {
    Parsed parsed = RuleReader.of(Catalog.of(HandMade.AIR)).read(new Source("rule.yaml", yaml));
    if (parsed.hasErrors()) {
      throw new IllegalArgumentException(DiagnosticRenderer.render(parsed.diagnostics()));
    }
    return parsed.rules().get(0);
  }
}
