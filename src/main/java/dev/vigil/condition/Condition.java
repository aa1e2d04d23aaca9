package dev.vigil.condition;

import java.io.Serializable;

/** A compiled condition. Pure and thread-safe; serializable because Flink's patterns are. */
@FunctionalInterface
public interface Condition extends Serializable {
  Truth test(Reading reading, Stages stages);

  /** Whether the condition is true of a reading outside a sequence. */
  default boolean holds(Reading reading) {
    return test(reading, Stages.NONE).isTrue();
  }
}
