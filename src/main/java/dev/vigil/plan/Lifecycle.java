package dev.vigil.plan;

import dev.vigil.condition.Checked;

/** What a match becomes: an alert of one moment, or one that is open until something closes it. */
public sealed interface Lifecycle {

  /** Minimum milliseconds between the openings of two alerts of one key; 0 for none. */
  long realert();

  /** An alert of one moment, status {@code matched}. */
  record Moment(long realert) implements Lifecycle {}

  /** Open until the rule's run breaks. */
  record WhileRun(long realert) implements Lifecycle {}

  /**
   * Open until a condition has held for a time.
   *
   * @param when the resolving condition
   * @param hold milliseconds it must hold, with no failing reading in between; 0 for at once
   */
  record Until(Checked when, long hold, long realert) implements Lifecycle {}
}
