package dev.vigil.signal;

import dev.vigil.event.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The state of one signal call for one key. Fed every reading of the key in event-time order; the
 * value is as of the last reading fed.
 */
public interface Signal {
  /** Takes the next reading. A missing field is no reading, but time moves on. */
  void update(Event event);

  /**
   * The same, for a call whose condition asks for other signals.
   *
   * @param inputs their values at this reading, in the order of {@link ReadingTest#inputs()}
   */
  default void update(Event event, double[] inputs) {
    update(event);
  }

  /** The value as a number (booleans 0 or 1); NaN without enough readings. */
  double number();

  /** The value of a text signal, or null without enough readings. */
  default @Nullable String text() {
    return null;
  }

  /** Writes the state. The format is a promise: see {@link SignalFunction#version()}. */
  void write(DataOutput out) throws IOException;

  /** Reads what {@link #write} of the given version wrote. */
  void read(int version, DataInput in) throws IOException;
}
