package dev.vigil.diagnostic;

import org.jspecify.annotations.Nullable;

/**
 * One finding about a text.
 *
 * @param severity error or warning
 * @param code stable name of the kind of finding, kebab-case: {@code unknown-field}
 * @param message what is wrong, in the author's words
 * @param hint what to do about it, or null where nothing better than the message is known
 * @param source the text
 * @param span where in the text
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    @Nullable String hint,
    Source source,
    Span span) {

  /** Line and column of the span's start. */
  public Position position() {
    return source.position(span.start());
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
