package dev.vigil.event;

import dev.vigil.serial.Numbers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Events in few bytes, as state keeps them: without schema and channel, which are told apart, and
 * times beside one that is near.
 */
public final class CompactEvents {
  private CompactEvents() {}

  /**
   * Writes an event.
   *
   * @param near a time near the event's, which the reader must know too
   */
  public static void write(Event event, long near, DataOutput out) throws IOException {
    Numbers.writeSigned(event.timestamp() - near, out);
    Numbers.writeSigned(event.offset(), out);
    Numbers.writeSigned(event.arrival() - event.timestamp(), out);
    for (long word : event.present()) {
      Numbers.writeCount(word, out);
    }
    long[] numbers = event.numbers();
    for (int slot = 0; slot < numbers.length; slot++) {
      if (event.has(slot)) {
        Numbers.writeWord(numbers[slot], out);
      }
    }
    for (String text : event.texts()) {
      writeText(text, out);
    }
  }

  /** Reads what {@link #write} wrote of an event of that schema and channel. */
  public static Event read(Schema schema, String channel, long near, DataInput in)
      throws IOException {
    long timestamp = near + Numbers.readSigned(in);
    long offset = Numbers.readSigned(in);
    long arrival = timestamp + Numbers.readSigned(in);
    long[] present = new long[(schema.numbers() + 63) >>> 6];
    for (int i = 0; i < present.length; i++) {
      present[i] = Numbers.readCount(in);
    }
    long[] numbers = new long[schema.numbers()];
    for (int slot = 0; slot < numbers.length; slot++) {
      if ((present[slot >>> 6] & (1L << slot)) != 0) {
        numbers[slot] = Numbers.readWord(in);
      }
    }
    @Nullable String[] texts = new String[schema.texts()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = readText(in);
    }
    return new Event(schema, timestamp, channel, offset, numbers, present, texts)
        .arrivedAt(arrival);
  }

  /** Writes a text, or none. */
  public static void writeText(@Nullable String text, DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      Numbers.writeText(text, out);
    }
  }

  /** Reads what {@link #writeText} wrote; null where it wrote none. */
  public static @Nullable String readText(DataInput in) throws IOException {
    return in.readBoolean() ? Numbers.readText(in) : null;
  }
}
