package dev.vigil.control;

/** What the gate makes of a control record. */
public sealed interface Verdict {
  /** What to say of it. */
  RuleStatus status();

  /** It changes the rule set. */
  record Accepted(RuleUpdate update, RuleStatus status) implements Verdict {}

  /** It changes nothing. */
  record Refused(RuleStatus status) implements Verdict {}
}
