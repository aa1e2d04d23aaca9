package dev.vigil.rule;

/** Whether a rule raises alerts. */
public enum Mode {
  LIVE,
  /** Evaluated, its alerts marked as shadow. */
  SHADOW,
  /** Known, and not evaluated. */
  OFF
}
