package dev.vigil.serial;

import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts that come again and again, such as stations: each is made, and hashed, once while it stays
 * in use. For one thread.
 */
public final class TextCache {
  private static final int SIZE = 1 << 12;
  private static final int LONGEST = 64;

  /** Bytes of the length before a text of {@link DataInput#readUTF}. */
  private static final int LENGTH = 2;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
  private static final long SIGNS = 0x8080_8080_8080_8080L;

  private final @Nullable String[] texts = new String[SIZE];
  private final byte[] read = new byte[LENGTH + LONGEST];

  /** The text of some ASCII bytes. */
  public String of(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return latin(bytes, from, to);
    }
    return cached(bytes, from, to);
  }

  /** As {@link DataInput#readUTF}. */
  public String readUTF(DataInput in) throws IOException {
    int length = in.readUnsignedShort();
    byte[] bytes = length > LONGEST ? new byte[LENGTH + length] : read;
    in.readFully(bytes, LENGTH, length);
    if (length <= LONGEST && isAscii(bytes, LENGTH, LENGTH + length)) {
      return cached(bytes, LENGTH, LENGTH + length);
    }
    bytes[0] = (byte) (length >>> 8);
    bytes[1] = (byte) length;
    return new DataInputStream(new ByteArrayInputStream(bytes, 0, LENGTH + length)).readUTF();
  }

  /** As {@link Texts#read}. */
  public @Nullable String read(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = length > LONGEST ? new byte[length] : read;
    in.readFully(bytes, 0, length);
    return length <= LONGEST && isAscii(bytes, 0, length)
        ? cached(bytes, 0, length)
        : new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private String cached(byte[] bytes, int from, int to) {
    int place = place(bytes, from, to);
    String known = texts[place];
    if (known == null || !isText(known, bytes, from, to)) {
      known = latin(bytes, from, to);
      texts[place] = known;
    }
    return known;
  }

  private static boolean isText(String text, byte[] bytes, int from, int to) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (text.charAt(i - from) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private static int place(byte[] bytes, int from, int to) {
    long hash = (long) to - (long) from;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = (hash ^ (long) WORDS.get(bytes, i)) * MIX;
      hash ^= hash >>> 32;
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = rest << 8 | bytes[i];
    }
    hash = (hash ^ rest) * MIX;
    return (int) (hash >>> 48) & (SIZE - 1);
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    long all = 0;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      all |= (long) WORDS.get(bytes, i);
    }
    for (; i < to; i++) {
      all |= bytes[i];
    }
    return (all & SIGNS) == 0;
  }

  private static String latin(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
