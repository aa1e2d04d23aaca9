package dev.vigil.plan;

import dev.vigil.condition.Checked;
import java.io.Serializable;

/** What a match becomes: an alert of one moment, or one that is open until something closes it. */
public sealed interface Lifecycle extends Serializable {

  /** Minimum milliseconds between the openings of two alerts of one key; 0 for none. */
  long realert();

  /** The same with another {@link #realert()}. */
  Lifecycle withRealert(long millis);

  /** An alert of one moment, status {@code matched}. */
  record Moment(long realert) implements Lifecycle {
    @Override
    public Lifecycle withRealert(long millis) {
      return new Moment(millis);
    }
  }

  /** Open until the rule's run breaks. */
  record WhileRun(long realert) implements Lifecycle {
    @Override
    public Lifecycle withRealert(long millis) {
      return new WhileRun(millis);
    }
  }

  /**
   * Open until a condition has held for a time.
   *
   * @param when the resolving condition
   * @param hold milliseconds it must hold, with no failing reading in between; 0 for at once
   * @param meaning of conditions that say the same, the lets they use included, it is the same
   */
  record Until(Checked when, long hold, long realert, String meaning) implements Lifecycle {
    /** Of a condition that uses no lets. */
    public Until(Checked when, long hold, long realert) {
      this(when, hold, realert, when.text());
    }

    @Override
    public Lifecycle withRealert(long millis) {
      return new Until(when, hold, millis, meaning);
    }
  }
}
