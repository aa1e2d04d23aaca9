package dev.vigil.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * Makes the name of a document from what it is about, so that a replay writes the same document
 * again: a name-based UUID (RFC 4122, version 3).
 */
public final class StableId {
  private static final int USUAL_LENGTH = 160;

  private final StringBuilder name = new StringBuilder(USUAL_LENGTH);

  /** Adds a part with its length, so that no two lists of parts read the same. */
  public StableId part(String part) {
    name.append(part.length()).append(':').append(part);
    return this;
  }

  /** Adds names and values, in their order. */
  public StableId parts(Map<String, String> parts) {
    parts.forEach((key, value) -> part(key).part(value));
    return this;
  }

  /** Adds a time, epoch milliseconds. */
  public StableId time(long epochMillis) {
    name.append(epochMillis).append('@');
    return this;
  }

  /** Adds a reading: its time, and where it was read. */
  public StableId reading(Event reading) {
    name.append(reading.name());
    return this;
  }

  /** The parts so far. */
  String name() {
    return name.toString();
  }

  @Override
  public String toString() {
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }
}
