package dev.vigil.io.generator;

import java.nio.charset.StandardCharsets;

/**
 * A made-up record.
 *
 * @param station the station's name, also the record's key
 * @param timestamp time of the reading, epoch milliseconds
 * @param kind what is special about it
 * @param text JSON, or what is left of it
 */
public record Generated(String station, long timestamp, Kind kind, String text) {
  /** The record's bytes. */
  public byte[] value() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What a record is made to be. */
  public enum Kind {
    GOOD,
    /** Delivered after its successors, within the bound. */
    DISORDERED,
    /** Delivered after the bound. */
    LATE,
    /** Cut in the middle. */
    TRUNCATED,
    /** No JSON at all. */
    NOT_JSON,
    /** A word where a number belongs. */
    WRONG_TYPE,
    /** Without its station. */
    NO_STATION,
    /** Without its time. */
    NO_TIME,
    /** No bytes. */
    EMPTY
  }
}
