package dev.vigil.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.UUID;

/**
 * Makes the name of a document from what it is about, so that a replay writes the same document
 * again: a name-based UUID (RFC 4122, version 3).
 */
public final class StableId {
  private static final int USUAL_LENGTH = 160;
  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(StableId::newDigest);

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
    return named(reading.name());
  }

  /** Adds parts of which another said the {@link #name}. */
  public StableId named(String parts) {
    name.append(parts);
    return this;
  }

  /** The parts so far. */
  public String name() {
    return name.toString();
  }

  @Override
  public String toString() {
    return uuid(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** {@link UUID#nameUUIDFromBytes}, which looks for a digest each time. */
  private static UUID uuid(byte[] name) {
    ByteBuffer hash = ByteBuffer.wrap(DIGEST.get().digest(name));
    long most = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x3000L;
    long least = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(most, least);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has MD5", e);
    }
  }
}
