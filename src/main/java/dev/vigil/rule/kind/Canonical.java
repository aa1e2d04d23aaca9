package dev.vigil.rule.kind;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Text of what decides a rule's matches. Its hash is a promise: equal hashes share state across
 * releases. Every value carries its length, so that no two rules can spell the same text.
 */
public final class Canonical {
  private final StringBuilder text = new StringBuilder();

  public Canonical add(String name, String value) {
    String stripped = value.strip();
    text.append(name).append(' ').append(stripped.length()).append(' ').append(stripped);
    text.append('\n');
    return this;
  }

  public Canonical add(String name, long value) {
    return add(name, Long.toString(value));
  }

  public Canonical add(String name, boolean value) {
    return add(name, Boolean.toString(value));
  }

  public Canonical add(Canonical other) {
    text.append(other.text);
    return this;
  }

  /** SHA-256 in hexadecimal. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
