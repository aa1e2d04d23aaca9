package dev.vigil.event;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One reading: its time, where it was read, and its fields in slots. Mutable while it is built,
 * never afterwards.
 *
 * <p>Numbers are raw longs, so that an int keeps its 64 bits; a bit set beside them says which are
 * there. A double that is NaN is missing, as is an empty text slot.
 */
public final class Event {
  private static final @Nullable String[] NO_TEXTS = {};

  private final Schema schema;
  private final long timestamp;
  private final long offset;
  private final long[] numbers;
  private final long[] present;
  private long arrival;

  // Channel and texts lie in one piece until one of them is asked for.
  private @Nullable PackedTexts packed;
  private String channel;
  private @Nullable String[] texts;

  // What is said of it in alerts: made when the first asks, as most events are in none, and kept,
  // as one that is in one alert is often in many.
  private @Nullable String origin;
  private byte @Nullable [] name;
  private @Nullable Map<String, Object> values;

  /**
   * A reading without values yet.
   *
   * @param timestamp event time, epoch milliseconds
   * @param channel where it was read: {@code air-readings-0} for a Kafka partition, a file's name
   * @param offset its place there: a Kafka offset, a line number from 1
   */
  public Event(Schema schema, long timestamp, String channel, long offset) {
    this(
        schema,
        timestamp,
        channel,
        offset,
        new long[schema.numbers()],
        new long[(schema.numbers() + 63) >>> 6],
        new String[schema.texts()]);
  }

  Event(
      Schema schema,
      long timestamp,
      String channel,
      long offset,
      long[] numbers,
      long[] present,
      @Nullable String[] texts) {
    this.schema = schema;
    this.timestamp = timestamp;
    this.channel = channel;
    this.offset = offset;
    this.numbers = numbers;
    this.present = present;
    this.texts = texts;
  }

  /** A reading whose channel and texts nobody has asked for yet. */
  Event(
      Schema schema,
      long timestamp,
      long offset,
      long[] numbers,
      long[] present,
      PackedTexts packed) {
    this(schema, timestamp, "", offset, numbers, present, NO_TEXTS);
    this.packed = packed;
  }

  public Schema schema() {
    return schema;
  }

  /** Event time, epoch milliseconds. */
  public long timestamp() {
    return timestamp;
  }

  public String channel() {
    unpack();
    return channel;
  }

  private void unpack() {
    PackedTexts known = packed;
    if (known != null) {
      channel = known.channel();
      texts = known.texts(schema.texts());
      packed = null;
    }
  }

  /** Its channel and texts as they came, or null where somebody has asked for one. */
  @Nullable PackedTexts packed() {
    return packed;
  }

  public long offset() {
    return offset;
  }

  /** Where it was read, as alerts say it: {@code air-readings-0@1234}. */
  public String origin() {
    String known = origin;
    if (known == null) {
      known = channel() + "@" + offset;
      origin = known;
    }
    return known;
  }

  /** Its time and origin as part of a {@link StableId}. */
  byte[] name() {
    byte[] known = name;
    if (known == null) {
      known = new StableId().time(timestamp).part(origin()).name();
      name = known;
    }
    return known;
  }

  /** Its values by field, as alerts show them: Double, Long, Boolean or String. No places. */
  public Map<String, Object> values() {
    Map<String, Object> known = values;
    if (known == null) {
      known = Collections.unmodifiableMap(shown());
      values = known;
    }
    return known;
  }

  private Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      Object value = value(field);
      if (value != null && field.type() != FieldType.GEO_POINT) {
        shown.put(field.name(), value instanceof Instant at ? at.toString() : value);
      }
    }
    return shown;
  }

  /** Wall-clock time at which it was read, epoch milliseconds; 0 where nobody noted it. */
  public long arrival() {
    return arrival;
  }

  /** Notes when it was read. No part of the reading: equal readings may differ in it. */
  public Event arrivedAt(long wallClock) {
    arrival = wallClock;
    return this;
  }

  public void setDouble(int slot, double value) {
    if (!Double.isNaN(value)) {
      setLong(slot, Double.doubleToRawLongBits(value));
    }
  }

  /** Sets an int, a time (epoch milliseconds), or a boolean as 0 or 1. */
  public void setLong(int slot, long value) {
    numbers[slot] = value;
    present[slot >>> 6] |= 1L << slot;
  }

  public void setText(int slot, String value) {
    texts()[slot] = value;
  }

  /** Whether the number slot holds a value. */
  public boolean has(int slot) {
    return (present[slot >>> 6] & (1L << slot)) != 0;
  }

  /** The double in the slot; NaN where it is missing. */
  public double getDouble(int slot) {
    return has(slot) ? Double.longBitsToDouble(numbers[slot]) : Double.NaN;
  }

  /** The raw long in the slot; meaningless where it is missing. */
  public long getLong(int slot) {
    return numbers[slot];
  }

  /** The text in the slot, or null where it is missing. */
  public @Nullable String getText(int slot) {
    return texts()[slot];
  }

  /**
   * The field's value as a plain object, or null where it is missing: String, Double, Long,
   * Boolean, {@link Instant}, or {@code double[]{lat, lon}}.
   */
  public @Nullable Object value(Field field) {
    if (field.type().isText()) {
      return texts()[field.slot()];
    }
    if (!has(field.slot())) {
      return null;
    }
    int slot = field.slot();
    return switch (field.type()) {
      case DOUBLE -> Double.longBitsToDouble(numbers[slot]);
      case INT -> numbers[slot];
      case BOOLEAN -> numbers[slot] != 0;
      case TIMESTAMP -> Instant.ofEpochMilli(numbers[slot]);
      case GEO_POINT ->
          new double[] {
            Double.longBitsToDouble(numbers[slot]), Double.longBitsToDouble(numbers[slot + 1])
          };
      case STRING -> throw new AssertionError(field);
    };
  }

  /**
   * The reading as another schema of its stream has it. Fields of which that has no other of the
   * name and type are left out; those that it has alone are missing.
   */
  public Event as(Schema other) {
    if (schema.equals(other)) {
      return this;
    }
    Event copy = new Event(other, timestamp, channel(), offset).arrivedAt(arrival);
    for (Field field : other.fields()) {
      Field own = schema.field(field.name());
      if (own != null && own.type() == field.type()) {
        copy.copy(this, own, field);
      }
    }
    return copy;
  }

  private void copy(Event from, Field theirs, Field own) {
    if (own.type().isText()) {
      texts()[own.slot()] = from.texts()[theirs.slot()];
      return;
    }
    for (int i = 0; i < own.type().slots(); i++) {
      if (from.has(theirs.slot() + i)) {
        setLong(own.slot() + i, from.numbers[theirs.slot() + i]);
      }
    }
  }

  long[] numbers() {
    return numbers;
  }

  long[] present() {
    return present;
  }

  @Nullable String[] texts() {
    unpack();
    return texts;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Event that
        && timestamp == that.timestamp
        && offset == that.offset
        && channel().equals(that.channel())
        && schema.equals(that.schema)
        && Arrays.equals(numbers, that.numbers)
        && Arrays.equals(present, that.present)
        && Arrays.equals(texts(), that.texts());
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(timestamp) + Long.hashCode(offset)) + channel().hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(schema.stream()).append('@').append(timestamp);
    for (Field field : schema.fields()) {
      Object value = value(field);
      if (value != null) {
        text.append(' ').append(field.name()).append('=').append(value);
      }
    }
    return text.toString();
  }
}
