package dev.vigil.signal;

/**
 * What the state of one signal call holds for one key.
 *
 * @param what in words, many of it: {@code readings}
 * @param most how many there are at most; {@link #WINDOW} where the window's readings are the bound
 * @param bytes of each, about
 */
public record Kept(String what, long most, int bytes) {
  /** At most one for every reading in the window. */
  public static final long WINDOW = 0;

  /** Every reading of the window. */
  static Kept readings(int bytes) {
    return new Kept("readings", WINDOW, bytes);
  }

  /** The last readings. */
  static Kept last(long count, int bytes) {
    return new Kept(count == 1 ? "reading" : "readings", count, bytes);
  }

  /** A few numbers, however many readings there are. */
  static Kept numbers(int count) {
    return new Kept("numbers", count, 8);
  }

  /** How many there are at most where the window has so many readings. */
  public long count(long readings) {
    return most == WINDOW ? readings : most;
  }
}
