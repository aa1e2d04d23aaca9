package dev.vigil.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
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

  private byte[] name = new byte[USUAL_LENGTH];
  private int length;

  /** Adds a part with its length, so that no two lists of parts read the same. */
  public StableId part(String part) {
    return text(Integer.toString(part.length())).mark(':').text(part);
  }

  /** Adds names and values, in their order. */
  public StableId parts(Map<String, String> parts) {
    parts.forEach((key, value) -> part(key).part(value));
    return this;
  }

  /** Adds a time, epoch milliseconds. */
  public StableId time(long epochMillis) {
    return text(Long.toString(epochMillis)).mark('@');
  }

  /** Adds a reading: its time, and where it was read. */
  public StableId reading(Event reading) {
    return named(reading.name());
  }

  /** Adds parts of which another said the {@link #name}. */
  public StableId named(byte[] parts) {
    reserve(parts.length);
    System.arraycopy(parts, 0, name, length, parts.length);
    length += parts.length;
    return this;
  }

  private StableId text(String text) {
    return named(text.getBytes(StandardCharsets.UTF_8));
  }

  private StableId mark(char mark) {
    reserve(1);
    name[length++] = (byte) mark;
    return this;
  }

  private void reserve(int more) {
    if (length + more > name.length) {
      name = Arrays.copyOf(name, Math.max(2 * name.length, length + more));
    }
  }

  /** The parts so far, in UTF-8. */
  public byte[] name() {
    return Arrays.copyOf(name, length);
  }

  /** {@link UUID#nameUUIDFromBytes} of the name, which looks for a digest each time. */
  @Override
  public String toString() {
    MessageDigest digest = DIGEST.get();
    digest.update(name, 0, length);
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long most = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x3000L;
    long least = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(most, least).toString();
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has MD5", e);
    }
  }
}
