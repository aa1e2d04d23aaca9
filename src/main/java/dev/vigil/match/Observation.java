package dev.vigil.match;

import java.util.Map;

/** What a matcher that is observed tells beside its alerts. All times are event time, in ms. */
public sealed interface Observation {
  /**
   * A partial match that wanted one more stage and ended without it; of a rule with {@code for}, a
   * pending alert that never fired.
   *
   * @param key the key's fields and values
   * @param start its first reading
   * @param end the reading or the time that ended it
   * @param missing the stage it wanted
   */
  record NearMiss(String rule, Map<String, String> key, long start, long end, String missing)
      implements Observation {}

  /**
   * How much a subtask keeps at a watermark, where it is not what it was at the one before.
   *
   * @param keys of which anything is kept
   * @param open rules and keys that have something open
   * @param buffered readings that wait for the watermark
   */
  record Size(int subtask, long keys, long open, long buffered) implements Observation {}
}
