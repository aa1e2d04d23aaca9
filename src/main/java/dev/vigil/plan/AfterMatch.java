package dev.vigil.plan;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of other partial matches after a match.
 *
 * @param strategy Flink's strategy
 * @param stage the stage to skip to, for the two strategies that name one
 */
public record AfterMatch(Strategy strategy, @Nullable String stage) implements Serializable {
  public static final AfterMatch SKIP_PAST_LAST_EVENT =
      new AfterMatch(Strategy.SKIP_PAST_LAST_EVENT, null);

  /** Whether a match ends others. */
  public boolean skips() {
    return strategy != Strategy.NO_SKIP;
  }

  /** Flink's AfterMatchSkipStrategy, by name. */
  public enum Strategy {
    NO_SKIP,
    SKIP_TO_NEXT,
    SKIP_PAST_LAST_EVENT,
    SKIP_TO_FIRST,
    SKIP_TO_LAST
  }
}
