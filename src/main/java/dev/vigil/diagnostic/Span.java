package dev.vigil.diagnostic;

/**
 * A half-open range of UTF-16 offsets into a {@link Source}.
 *
 * @param start first offset
 * @param end offset after the last; equal to {@code start} for a point
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  /** A point between two characters. */
  public static Span at(int offset) {
    return new Span(offset, offset);
  }
}
