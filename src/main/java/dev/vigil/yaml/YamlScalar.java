package dev.vigil.yaml;

import dev.vigil.diagnostic.Span;
import java.util.function.IntUnaryOperator;

/** A single value: its text as YAML decodes it, and what YAML 1.2's core schema takes it for. */
public final class YamlScalar implements YamlNode {
  /** What a scalar is by the core schema. */
  public enum Kind {
    STRING("text"),
    INTEGER("a whole number"),
    DECIMAL("a number"),
    BOOLEAN("true or false"),
    NULL("nothing");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    /** {@code |} and {@code >}. */
    BLOCK
  }

  private final String text;
  private final Kind kind;
  private final Style style;
  private final Span span;
  private final String source;

  YamlScalar(String text, Kind kind, Style style, Span span, String source) {
    this.text = text;
    this.kind = kind;
    this.style = style;
    this.span = span;
    this.source = source;
  }

  /** The decoded text, also of numbers and booleans; empty for an empty value. */
  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isNull() {
    return kind == Kind.NULL;
  }

  @Override
  public Span span() {
    return span;
  }

  /**
   * The same place with another text: what a reference in it stands for. It is what the core schema
   * takes the new text for, quoted or not, for a reference must often be quoted. Its {@link
   * #offsets()} stay those of the text as written.
   */
  public YamlScalar withText(String replaced) {
    Kind resolved = CoreSchema.resolve(replaced);
    boolean quoted = style != Style.PLAIN;
    return new YamlScalar(
        replaced, quoted && resolved == Kind.NULL ? Kind.STRING : resolved, style, span, source);
  }

  /** Where in the source the character at an offset of {@link #text()} stands. */
  public IntUnaryOperator offsets() {
    int[] offsets = ScalarOffsets.of(text, source, span, style);
    return offset -> offsets[Math.min(offset, offsets.length - 1)];
  }

  /** The span in the source of a range of {@link #text()}. */
  public Span span(int start, int end) {
    IntUnaryOperator offsets = offsets();
    int from = offsets.applyAsInt(start);
    return new Span(from, Math.max(from, offsets.applyAsInt(end)));
  }

  @Override
  public String kindInWords() {
    return kind.words;
  }

  @Override
  public int size() {
    return 1;
  }

  @Override
  public String toString() {
    return text;
  }
}
