package dev.vigil.condition;

import dev.vigil.event.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event as one rule sees it: with the values of the rule's signals at that moment. This is what
 * conditions are tested of, and what open matches keep.
 *
 * <p>Signals keep the slots of the rule's plan. A numeric signal without enough readings is NaN;
 * ints and booleans are carried as doubles, exact to 2^53. Text signals, which are rare, have an
 * array of their own.
 */
public final class Reading {
  private static final double[] NO_NUMBERS = {};
  private static final @Nullable String[] NO_TEXTS = {};

  private final Event event;
  private final double[] signals;
  private final @Nullable String[] texts;

  public Reading(Event event, double[] signals, @Nullable String[] texts) {
    this.event = event;
    this.signals = signals;
    this.texts = texts;
  }

  /** An event for a rule without signals. */
  public static Reading of(Event event) {
    return new Reading(event, NO_NUMBERS, NO_TEXTS);
  }

  /** An event with numeric signals only. */
  public static Reading of(Event event, double[] signals) {
    return new Reading(event, signals, NO_TEXTS);
  }

  public Event event() {
    return event;
  }

  /** Event time, epoch milliseconds. */
  public long timestamp() {
    return event.timestamp();
  }

  /** The numeric signal in the slot; NaN where it is unknown. */
  public double signal(int slot) {
    return signals[slot];
  }

  /** The text signal in the slot, or null where it is unknown. */
  public @Nullable String text(int slot) {
    return texts[slot];
  }

  public double[] signals() {
    return signals;
  }

  public @Nullable String[] texts() {
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reading that
        && event.equals(that.event)
        && Arrays.equals(signals, that.signals)
        && Arrays.equals(texts, that.texts);
  }

  @Override
  public int hashCode() {
    return event.hashCode();
  }

  @Override
  public String toString() {
    return signals.length == 0 ? event.toString() : event + " signals=" + Arrays.toString(signals);
  }
}
