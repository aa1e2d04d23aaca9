package dev.vigil.plan;

import dev.vigil.condition.Checked;
import java.io.Serializable;

/**
 * The run of a {@code when} rule: consecutive readings that satisfy it. The stages of the plan say
 * what matches, by two signals in the slots after the plan's own, {@link Plan#heldSlot()} and
 * {@link Plan#brokenSlot()}; the matcher follows a run by itself, and fills in neither.
 *
 * @param when what holds the run; a reading of which it is unknown neither holds nor breaks it
 * @param maxGap milliseconds that a hole between known readings may last; 0 for any
 * @param hold milliseconds it must last to match
 */
public record Run(Checked when, long maxGap, long hold) implements Serializable {
  /** Name of the stage that takes the reading which begins the run. */
  public static final String RISE = "rise";

  /** Name of the stage that takes the reading with which it has lasted long enough. */
  public static final String HOLD = "hold";

  /** Whether a hole ends the run. */
  public boolean breaksAfter(long gap) {
    return maxGap > 0 && gap > maxGap;
  }
}
