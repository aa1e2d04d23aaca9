package dev.vigil.ruletest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values at a fixed step in the notation of promtool's unit tests: {@code 80x10} is eleven of 80,
 * {@code 60+5x4} and {@code 60-5x4} go up and down from 60 in four steps, {@code _} is a missing
 * sample and {@code _x3} three. {@code NaN} is a sample without a value.
 */
final class SeriesNotation {
  /** Samples of one series at most. */
  static final int MOST = 100_000;

  private static final Pattern NUMBER =
      Pattern.compile("[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?|\\.[0-9]+([eE][-+]?[0-9]+)?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  /** Numbers have at most so many digits before and after the point. */
  private static final int MOST_DIGITS = 308;

  private final String text;
  private final List<Sample> samples = new ArrayList<>();
  private int at;

  private SeriesNotation(String text) {
    this.text = text;
  }

  /**
   * One place of a series.
   *
   * @param sent whether there is a sample at all
   * @param value its value; empty for none
   */
  record Sample(boolean sent, OptionalDouble value) {
    static final Sample MISSING = new Sample(false, OptionalDouble.empty());
    static final Sample EMPTY = new Sample(true, OptionalDouble.empty());

    static Sample of(double value) {
      return new Sample(true, OptionalDouble.of(value));
    }
  }

  /** Says what is wrong with a text, and where in it. */
  static final class Malformed extends Exception {
    private final int at;
    private final String hint;

    Malformed(int at, String message, String hint) {
      super(message);
      this.at = at;
      this.hint = hint;
    }

    int at() {
      return at;
    }

    String hint() {
      return hint;
    }
  }

  static List<Sample> parse(String text) throws Malformed {
    SeriesNotation notation = new SeriesNotation(text);
    notation.parse();
    return notation.samples;
  }

  private void parse() throws Malformed {
    skipBlanks();
    while (at < text.length()) {
      int start = at;
      token();
      if (at < text.length() && !isBlank()) {
        throw new Malformed(
            at,
            "'" + text.charAt(at) + "' cannot follow " + text.substring(start, at),
            "write 80, 80x10, 60+5x4, 60-5x4, _ or _x3, with blanks between");
      }
      if (samples.size() > MOST) {
        throw new Malformed(start, "more than " + MOST + " samples", "make it shorter");
      }
      skipBlanks();
    }
  }

  private void token() throws Malformed {
    if (text.charAt(at) == '_') {
      at++;
      repeat(Sample.MISSING, is('x') ? times() : 1);
    } else if (text.startsWith("NaN", at)) {
      at += "NaN".length();
      repeat(Sample.EMPTY, is('x') ? times() + 1 : 1);
    } else {
      ramp();
    }
  }

  private void ramp() throws Malformed {
    int sign = is('-') || is('+') ? (text.charAt(at++) == '-' ? -1 : 1) : 1;
    BigDecimal first = number().multiply(BigDecimal.valueOf(sign));
    BigDecimal step = BigDecimal.ZERO;
    if (is('+') || is('-')) {
      boolean down = text.charAt(at++) == '-';
      BigDecimal size = number();
      step = down ? size.negate() : size;
      if (!is('x')) {
        throw new Malformed(at, "a ramp needs its number of steps", "write 60+5x4 for four steps");
      }
    }
    int steps = is('x') ? times() : 0;
    for (int i = 0; i <= steps && samples.size() <= MOST; i++) {
      samples.add(Sample.of(first.add(step.multiply(BigDecimal.valueOf(i))).doubleValue()));
    }
  }

  private void repeat(Sample sample, int times) {
    for (int i = 0; i < times && samples.size() <= MOST; i++) {
      samples.add(sample);
    }
  }

  private BigDecimal number() throws Malformed {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw new Malformed(
          at, "a number belongs here", "_ is a missing sample, NaN one without a value");
    }
    BigDecimal value = new BigDecimal(number.group());
    if (Math.abs((long) value.precision() - value.scale()) > MOST_DIGITS
        || value.scale() > MOST_DIGITS) {
      throw new Malformed(at, "no double holds " + number.group(), "write a smaller number");
    }
    at = number.end();
    return value;
  }

  /** The number after an {@code x}. */
  private int times() throws Malformed {
    at++;
    Matcher digits = DIGITS.matcher(text).region(at, text.length());
    if (!digits.lookingAt()) {
      throw new Malformed(
          at, "'x' needs how many", "80x10 is eleven samples of 80, _x3 three missing ones");
    }
    at = digits.end();
    return Integer.parseInt(digits.group());
  }

  private boolean is(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean isBlank() {
    return Character.isWhitespace(text.charAt(at));
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank()) {
      at++;
    }
  }
}
