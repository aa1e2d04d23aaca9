package dev.vigil.serial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Texts of any length, or none, in binary: {@code writeUTF} ends at 64 KiB. And texts that every
 * format can write: there is no UTF-8 for half of a surrogate pair.
 */
public final class Texts {
  private static final char BROKEN = '\uFFFD';

  private Texts() {}

  /** The text with U+FFFD for each half of a surrogate pair. */
  public static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return clean(text, text.length(), false);
      }
    }
    return text;
  }

  /**
   * The text with U+FFFD for each NUL too, which no index takes, and cut with a mark where it is
   * longer.
   *
   * @param most characters
   */
  public static String clean(String text, int most) {
    return clean(text, most, true);
  }

  /** The same, with the mark among so many characters. */
  public static String cut(String text, int most) {
    return clean(text, text.length() <= most ? most : most - 1);
  }

  private static String clean(String text, int most, boolean nul) {
    int end = Math.min(text.length(), most);
    StringBuilder clean = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < end
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        clean.append(c).append(text.charAt(++i));
      } else {
        clean.append((nul && c == 0) || Character.isSurrogate(c) ? BROKEN : c);
      }
    }
    return end < text.length() ? clean.append('…').toString() : clean.toString();
  }

  public static void write(@Nullable String text, DataOutput out) throws IOException {
    writeEncoded(text == null ? null : encoded(text), out);
  }

  /** The text as it is written, without its length. */
  public static byte[] encoded(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes as {@link #write} does a text that is {@link #encoded} already. */
  public static void writeEncoded(byte @Nullable [] text, DataOutput out) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(text.length);
      out.write(text);
    }
  }

  /** Reads what {@link #write} wrote; null where it wrote none. */
  public static @Nullable String read(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Reads a text that must be there.
   *
   * @throws IOException if none was written
   */
  public static String readPresent(DataInput in) throws IOException {
    String text = read(in);
    if (text == null) {
      throw new IOException("a text is missing");
    }
    return text;
  }
}
