package dev.vigil.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects every finding about one text, so that an author sees all of them at once. */
public final class Diagnostics {
  /** A text gets at most this many findings; the rest are noise after the first mistakes. */
  public static final int LIMIT = 200;

  private final Source source;
  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;

  public Diagnostics(Source source) {
    this.source = source;
  }

  public Source source() {
    return source;
  }

  public void error(String code, Span span, String message) {
    error(code, span, message, null);
  }

  public void error(String code, Span span, String message, @Nullable String hint) {
    add(new Diagnostic(Severity.ERROR, code, message, hint, source, span));
  }

  public void warning(String code, Span span, String message, @Nullable String hint) {
    add(new Diagnostic(Severity.WARNING, code, message, hint, source, span));
  }

  /** Adds a finding that is not there yet. */
  public void add(Diagnostic diagnostic) {
    errors += diagnostic.isError() ? 1 : 0;
    if (found.size() < LIMIT && !found.contains(diagnostic)) {
      found.add(diagnostic);
    }
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  /** How many errors there have been so far, those that were not kept too. */
  public int errors() {
    return errors;
  }

  /** All findings in the order of the text. */
  public List<Diagnostic> all() {
    return found.stream()
        .sorted(Comparator.comparingInt((Diagnostic d) -> d.span().start()))
        .toList();
  }
}
