package dev.vigil.diagnostic;

import java.util.Collection;
import java.util.Locale;

/** Shows findings to a person: the place, the line with a caret under it, and what to do. */
public final class DiagnosticRenderer {
  private static final int MAX_WIDTH = 160;
  private static final int BEFORE = 60;

  private DiagnosticRenderer() {}

  /** All findings, one under the other; empty for none. */
  public static String render(Collection<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    diagnostics.forEach(diagnostic -> out.append(render(diagnostic)));
    return out.toString();
  }

  /** One finding, its last line ended. */
  public static String render(Diagnostic diagnostic) {
    Source source = diagnostic.source();
    Position position = diagnostic.position();
    String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder();
    out.append(source.name()).append(':').append(position).append(": ");
    out.append(severity).append(": ").append(printable(diagnostic.message()));
    out.append(" [").append(diagnostic.code()).append("]\n");
    String number = String.format("%4d", position.line());
    String margin = " ".repeat(number.length());
    excerpt(out, diagnostic, number, margin);
    if (diagnostic.hint() != null) {
      out.append(margin).append(" = ").append(printable(diagnostic.hint())).append('\n');
    }
    return out.toString();
  }

  private static void excerpt(
      StringBuilder out, Diagnostic diagnostic, String number, String margin) {
    Position position = diagnostic.position();
    String line = printable(diagnostic.source().line(position.line()));
    int column = Math.min(position.column() - 1, line.length());
    int length = diagnostic.span().end() - diagnostic.span().start();
    int from = line.length() > MAX_WIDTH ? Math.max(0, column - BEFORE) : 0;
    int to = Math.min(line.length(), from + MAX_WIDTH);
    int carets = Math.max(1, Math.min(length, to - column));
    String lead = from > 0 ? "…" : "";
    out.append(number).append(" | ").append(lead).append(line, from, to);
    out.append(to < line.length() ? "…\n" : "\n");
    out.append(margin).append(" | ").append(" ".repeat(lead.length() + column - from));
    out.append("^".repeat(carets)).append('\n');
  }

  /** The text without what a terminal would obey; a tab is one space, so that carets fit. */
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = c == '\t' || c == '\n' || c == '\r';
      out.append(blank ? ' ' : Character.isISOControl(c) ? '\uFFFD' : c);
    }
    return out.toString();
  }
}
