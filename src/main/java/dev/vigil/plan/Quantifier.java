package dev.vigil.plan;

import java.io.Serializable;

/**
 * How often a stage takes a reading.
 *
 * @param min least number, from 0
 * @param max greatest number; {@link #UNBOUNDED} for none
 * @param optional whether the stage may be left out
 * @param greedy whether it takes as many as it can
 * @param inner contiguity between its own readings
 */
public record Quantifier(int min, int max, boolean optional, boolean greedy, Inner inner)
    implements Serializable {
  /** No upper bound. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** Exactly once. */
  public static final Quantifier ONCE = new Quantifier(1, 1, false, false, Inner.RELAXED);

  /** Contiguity between the readings of a looping stage. */
  public enum Inner {
    RELAXED,
    CONSECUTIVE,
    ALLOW_COMBINATIONS
  }

  public boolean isLooping() {
    return max > 1;
  }

  public boolean isUnbounded() {
    return max == UNBOUNDED;
  }
}
