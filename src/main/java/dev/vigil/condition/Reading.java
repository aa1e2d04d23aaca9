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
 *
 * <p>A reading that is only tested may share its numbers with other rules, and is good until the
 * key's next reading; one that is kept has its own.
 */
public final class Reading {
  private static final double[] NO_NUMBERS = {};
  private static final @Nullable String[] NO_TEXTS = {};

  private final Event event;
  private final double[] signals;
  private final @Nullable String[] texts;

  /** Where in {@link #signals} each slot lies; null where they are the slots. */
  private final int @Nullable [] places;

  public Reading(Event event, double[] signals, @Nullable String[] texts) {
    this(event, signals, texts, null);
  }

  private Reading(
      Event event, double[] signals, @Nullable String[] texts, int @Nullable [] places) {
    this.event = event;
    this.signals = signals;
    this.texts = texts;
    this.places = places;
  }

  /** An event for a rule without signals. */
  public static Reading of(Event event) {
    return new Reading(event, NO_NUMBERS, NO_TEXTS);
  }

  /** An event with numeric signals only. */
  public static Reading of(Event event, double[] signals) {
    return new Reading(event, signals, NO_TEXTS);
  }

  /**
   * An event with numeric signals that lie among those of other rules.
   *
   * @param shared the signals of all rules, for as long as the reading is used
   * @param places for each slot where its signal lies
   */
  public static Reading sharing(Event event, double[] shared, int[] places) {
    return places.length == 0 ? of(event) : new Reading(event, shared, NO_TEXTS, places);
  }

  /** The same reading with numbers of its own, to be kept. */
  public Reading kept() {
    return places == null ? this : new Reading(event, signals(), texts);
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
    return signals[places == null ? slot : places[slot]];
  }

  /** The text signal in the slot, or null where it is unknown. */
  public @Nullable String text(int slot) {
    return texts[slot];
  }

  /** The numeric signals by slot. */
  public double[] signals() {
    if (places == null) {
      return signals;
    }
    double[] own = new double[places.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = signals[places[i]];
    }
    return own;
  }

  public @Nullable String[] texts() {
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reading that
        && event.equals(that.event)
        && Arrays.equals(signals(), that.signals())
        && Arrays.equals(texts, that.texts);
  }

  @Override
  public int hashCode() {
    return event.hashCode();
  }

  @Override
  public String toString() {
    return signals.length == 0
        ? event.toString()
        : event + " signals=" + Arrays.toString(signals());
  }
}
