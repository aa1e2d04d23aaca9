package dev.vigil.ruletest;

import java.io.Serializable;

/** What a test sends, one thing after the other. */
sealed interface Step extends Serializable {
  /** Milliseconds from the test's start. */
  long at();

  /**
   * A reading.
   *
   * @param stream its stream
   * @param json its fields, as a source would send them
   */
  record Reading(long at, String stream, String json) implements Step {}

  /** A watermark: no reading at or before that time is awaited any more. */
  record Watermark(long at) implements Step {}
}
