package dev.vigil.control;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A record of the control topic as it was read, good or not. */
public final class ControlRecord {
  private final @Nullable String key;
  private final byte @Nullable [] value;
  private final String topic;
  private final int partition;
  private final long offset;
  private final long timestamp;

  /**
   * @param key the rule's id, or null where the record has none
   * @param value the rule's document in UTF-8; null to delete the rule
   * @param topic the control topic
   * @param partition its partition
   * @param offset its place there: the rule's revision
   * @param timestamp when it was published, epoch milliseconds
   */
  public ControlRecord(
      @Nullable String key,
      byte @Nullable [] value,
      String topic,
      int partition,
      long offset,
      long timestamp) {
    this.key = key;
    this.value = value;
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
  }

  public @Nullable String key() {
    return key;
  }

  public byte @Nullable [] value() {
    return value;
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  /** When it was published, epoch milliseconds. */
  public long timestamp() {
    return timestamp;
  }

  /** Where it was read: {@code vigil-rules-0@42}. */
  public String origin() {
    return topic + "-" + partition + "@" + offset;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ControlRecord that
        && offset == that.offset
        && partition == that.partition
        && timestamp == that.timestamp
        && topic.equals(that.topic)
        && Objects.equals(key, that.key)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return 31 * topic.hashCode() + Long.hashCode(offset);
  }

  @Override
  public String toString() {
    return origin() + " key " + key + (value == null ? "" : ", " + value.length + " bytes");
  }
}
