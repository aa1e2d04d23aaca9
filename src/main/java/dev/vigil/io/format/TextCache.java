package dev.vigil.io.format;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts that come again and again, such as stations: each is made once while it stays in use. */
final class TextCache {
  private static final int SIZE = 1 << 12;
  private static final int LONGEST = 64;

  private final @Nullable String[] texts = new String[SIZE];

  /** The text of some ASCII bytes. */
  String of(byte[] bytes, int from, int to) {
    if (to - from > LONGEST) {
      return make(bytes, from, to);
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ (hash >>> 15)) & (SIZE - 1);
    String known = texts[place];
    if (known == null || !isText(known, bytes, from, to)) {
      known = make(bytes, from, to);
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

  private static String make(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
