package dev.vigil.match;

import dev.vigil.rule.Rule;
import java.io.Serializable;

/** Compiles the text of a rule that has passed the gate. */
@FunctionalInterface
public interface RuleCompiler extends Serializable {
  /**
   * The rule.
   *
   * @throws IllegalArgumentException if the text is no rule for the streams there are now, with
   *     what is wrong
   */
  Rule compile(String id, String text);
}
