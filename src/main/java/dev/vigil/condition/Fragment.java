package dev.vigil.condition;

import dev.vigil.diagnostic.Span;
import java.util.function.IntUnaryOperator;

/**
 * A piece of CEL inside a document.
 *
 * @param text the CEL, as YAML gives it
 * @param offsets where in the document the character at an offset of {@code text} stands
 */
public record Fragment(String text, IntUnaryOperator offsets) {

  /** A fragment that stands in the document as it is, from {@code start} on. */
  public static Fragment at(String text, int start) {
    return new Fragment(text, offset -> start + offset);
  }

  /** This fragment inside some CEL that the document does not have. */
  public Fragment within(String before, String after) {
    int length = text.length();
    return new Fragment(
        before + text + after,
        offset -> offsets.applyAsInt(Math.max(0, Math.min(offset - before.length(), length))));
  }

  /** The span in the document of a span of the fragment. */
  public Span span(int start, int end) {
    int from = offsets.applyAsInt(start);
    return new Span(from, Math.max(from, offsets.applyAsInt(end)));
  }

  /** The span in the document of the whole fragment. */
  public Span span() {
    return span(0, text.length());
  }
}
