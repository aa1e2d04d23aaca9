package dev.vigil.match;

import java.io.Serializable;

/**
 * Limits of the matcher's state.
 *
 * @param keyTtl milliseconds of event time after which a silent key's state is dropped, and its
 *     open alerts closed for want of data
 * @param workingSet keys a subtask holds in memory; the least recently used ones beyond it lie in
 *     the state backend
 * @param observed whether {@link Matched#observations()} are told
 */
public record MatchOptions(long keyTtl, int workingSet, boolean observed) implements Serializable {
  /** Seven days, and 100,000 keys. */
  public static final MatchOptions DEFAULT = new MatchOptions(7L * 24 * 60 * 60 * 1_000, 100_000);

  public MatchOptions {
    if (keyTtl <= 0 || workingSet <= 0) {
      throw new IllegalArgumentException("key ttl and working set must be above 0");
    }
  }

  public MatchOptions(long keyTtl, int workingSet) {
    this(keyTtl, workingSet, false);
  }

  /** The same, with observations. */
  public MatchOptions withObservations() {
    return new MatchOptions(keyTtl, workingSet, true);
  }
}
