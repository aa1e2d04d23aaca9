package dev.vigil.io.format;

import java.nio.charset.StandardCharsets;

/**
 * Reads plain JSON from bytes: texts without escapes, numbers of at most 15 digits without an
 * exponent. Every method says whether it found what it reads; where one did not, the document is
 * for a parser that knows all of JSON, and can say what is wrong with it.
 */
final class JsonScanner {
  /** So many digits are exact in a double, and so are the powers of ten that divide them. */
  private static final int MOST_DIGITS = 15;

  /** Bytes; parsers have their own limits far beyond. */
  private static final int LONGEST_NAME = 1_000;

  private static final double[] POWERS = powers();

  private byte[] bytes = new byte[0];
  private int at;

  private int from;
  private int to;
  private boolean ascii;

  private long digits;
  private int decimals;
  private boolean negative;

  private static double[] powers() {
    double[] powers = new double[MOST_DIGITS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** Begins a document. */
  void start(byte[] document) {
    bytes = document;
    at = 0;
  }

  /** The first byte after white space, which it does not read; -1 at the end. */
  int peek() {
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b != ' ' && b != '\n' && b != '\t' && b != '\r') {
        return b & 0xff;
      }
      at++;
    }
    return -1;
  }

  /** Reads a mark, with the white space before it. */
  boolean take(char mark) {
    if (peek() != mark) {
      return false;
    }
    at++;
    return true;
  }

  /** Whether there is only white space left. */
  boolean end() {
    return peek() == -1;
  }

  /** Reads a text. */
  boolean text() {
    if (!take('"')) {
      return false;
    }
    from = at;
    int all = 0;
    for (int i = at; i < bytes.length; i++) {
      byte b = bytes[i];
      if (b == '"') {
        to = i;
        ascii = all >= 0;
        at = i + 1;
        return ascii || isUtf8();
      }
      if (b == '\\' || (b >= 0 && b < ' ')) {
        return false;
      }
      all |= b;
    }
    return false;
  }

  /** Reads the name of a member. */
  boolean name() {
    return text() && to - from <= LONGEST_NAME;
  }

  /** Broken bytes are read as U+FFFD; what has it is left to a parser, which knows which it was. */
  private boolean isUtf8() {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
  }

  /** Whether the text just read is ASCII. */
  boolean isAscii() {
    return ascii;
  }

  /** Whether the text just read is this one. */
  boolean is(byte[] text) {
    int length = to - from;
    if (length != text.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[from + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** The text just read. */
  String string() {
    return new String(
        bytes, from, to - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  /** The text just read, as the cache has it. */
  String string(TextCache cache) {
    return ascii ? cache.of(bytes, from, to) : string();
  }

  /** Reads a number. */
  boolean number() {
    negative = take('-');
    int first = at;
    digits = 0;
    int whole = digits();
    if (whole == 0 || (whole > 1 && bytes[first] == '0')) {
      return false;
    }
    decimals = 0;
    if (at < bytes.length && bytes[at] == '.') {
      at++;
      decimals = digits();
      if (decimals == 0) {
        return false;
      }
    }
    // -0 is 0 as a whole number and not as a double
    return whole + decimals <= MOST_DIGITS && !(negative && digits == 0 && decimals == 0);
  }

  /** Adds digits to the number; how many. */
  private int digits() {
    byte[] document = bytes;
    long number = digits;
    int i = at;
    for (; i < document.length; i++) {
      int digit = document[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      number = number * 10 + digit;
    }
    int count = i - at;
    digits = number;
    at = i;
    return count;
  }

  /** Whether the number just read has no decimals. */
  boolean isWhole() {
    return decimals == 0;
  }

  /** The number just read, if it is whole. */
  long whole() {
    return negative ? -digits : digits;
  }

  /** The number just read, as {@link Double#parseDouble} has it. */
  double decimal() {
    double value = digits / POWERS[decimals];
    return negative ? -value : value;
  }

  /** Reads a word: {@code true}, {@code false} or {@code null}. */
  boolean word(byte[] word) {
    if (bytes.length - at < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    at += word.length;
    return true;
  }
}
