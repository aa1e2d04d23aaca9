package dev.vigil.condition;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A compiled expression of any type, as templates use it. Pure and thread-safe. */
@FunctionalInterface
public interface Expression extends Serializable {
  /**
   * The value: Double, Long, Boolean, String, {@link java.time.Instant}, {@link java.time.Duration}
   * or a list of such; null where it is unknown.
   */
  @Nullable Object evaluate(Reading reading, Stages stages);
}
