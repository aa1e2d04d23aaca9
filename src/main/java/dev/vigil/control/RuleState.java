package dev.vigil.control;

import java.util.Locale;

/** What became of a revision of a rule. */
public enum RuleState {
  /** In force at every subtask. */
  ACTIVE,
  /** In force at every subtask, its alerts marked as shadow. */
  SHADOW,
  /** Known at every subtask, and not evaluated. */
  OFF,
  /** Refused; the revision before it stays in force. */
  REJECTED,
  /** Taken out of force by the job itself. */
  QUARANTINED,
  /** Gone from every subtask. */
  DELETED;

  /** The name in a status document. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RuleState of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
