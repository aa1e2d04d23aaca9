package dev.vigil.io.format;

import org.jspecify.annotations.Nullable;

/** A record as it came, and where from. The arrays are shared and never written to. */
public final class RawRecord {
  /** Partition of a source that has none. */
  public static final int NO_PARTITION = -1;

  /** Timestamp of a record that has none. */
  public static final long NO_TIMESTAMP = -1;

  private final String source;
  private final int partition;
  private final long offset;
  private final long timestamp;
  private final byte @Nullable [] key;
  private final byte @Nullable [] value;

  /**
   * A record.
   *
   * @param source a topic, or a file's name
   * @param partition of the topic, or {@link #NO_PARTITION}
   * @param offset in the partition, or a line number from 1
   * @param timestamp the record's own, epoch milliseconds, or {@link #NO_TIMESTAMP}
   * @param key the record's key, if it has one
   * @param value the record's value; null is a tombstone
   */
  public RawRecord(
      String source,
      int partition,
      long offset,
      long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value) {
    this.source = source;
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
    this.key = key;
    this.value = value;
  }

  public String source() {
    return source;
  }

  public int partition() {
    return partition;
  }

  public long offset() {
    return offset;
  }

  public long timestamp() {
    return timestamp;
  }

  public byte @Nullable [] key() {
    return key;
  }

  public byte @Nullable [] value() {
    return value;
  }

  /** The source with its partition: {@code air-readings-0}. */
  public String channel() {
    return partition == NO_PARTITION ? source : source + "-" + partition;
  }

  /** The same record with the bytes of one of its readings in place of all. */
  RawRecord withValue(byte[] part) {
    return new RawRecord(source, partition, offset, timestamp, key, part);
  }

  @Override
  public String toString() {
    return channel() + "@" + offset;
  }
}
