package dev.vigil.condition;

import dev.cel.common.ast.CelExpr;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports what is wrong with one fragment, at the place of the part that is wrong. */
final class Problems {
  private static final Set<String> DOUBLES = Set.of("==", "!=", "<=", ">=", "&&", "||");

  private final Fragment fragment;
  private final Diagnostics diagnostics;
  private Map<Long, Integer> positions = Map.of();
  private boolean found;

  Problems(Fragment fragment, Diagnostics diagnostics) {
    this.fragment = fragment;
    this.diagnostics = diagnostics;
  }

  /** Takes the places of a parsed expression's parts, counted in code points. */
  void placed(Map<Long, Integer> codePoints) {
    positions = codePoints;
  }

  boolean found() {
    return found;
  }

  void error(String code, Span span, String message, @Nullable String hint) {
    found = true;
    diagnostics.error(code, span, message, hint);
  }

  void error(String code, CelExpr expr, String message, @Nullable String hint) {
    error(code, span(expr), message, hint);
  }

  /** A warning about a part, or the fragment as a whole. */
  void warning(String code, CelExpr expr, boolean whole, String message) {
    diagnostics.warning(code, whole ? fragment.span() : span(expr), message, null);
  }

  void warning(String code, CelExpr expr, String message, @Nullable String hint) {
    diagnostics.warning(code, span(expr), message, hint);
  }

  /** An error about the fragment as a whole. */
  void error(String code, String message, @Nullable String hint) {
    error(code, fragment.span(), message, hint);
  }

  /** The span of the word that makes the expression: a name, a literal, an operator. */
  Span span(CelExpr expr) {
    return switch (expr.getKind()) {
      case SELECT -> {
        int dot = offset(expr.id());
        yield fragment.span(start(expr), tokenEnd(skipBlanks(dot + 1)));
      }
      case CALL -> {
        int start = callStart(expr);
        yield fragment.span(start, tokenEnd(start));
      }
      default -> token(offset(expr.id()));
    };
  }

  /** The offset in the fragment of the word that makes the expression. */
  int at(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CALL ? callStart(expr) : start(expr);
  }

  /** The hint where a field's name stands at the offset that needs backticks, and has none. */
  Optional<String> unquoted(int offset, Collection<String> fields) {
    return FieldNames.unquotedAt(offset, text(), fields)
        .map(name -> "write " + FieldNames.written(name));
  }

  /** The line of the document in which a character of the fragment stands. */
  int line(int offset) {
    return diagnostics.source().position(fragment.offsets().applyAsInt(offset)).line();
  }

  /** The span of the word at an offset of the fragment. */
  Span token(int offset) {
    int at = Math.min(offset, fragment.text().length());
    return fragment.span(at, tokenEnd(at));
  }

  private int start(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.SELECT
        ? start(expr.select().operand())
        : offset(expr.id());
  }

  /** The checker places a named call at its parenthesis; authors look at its name. */
  private int callStart(CelExpr expr) {
    int at = offset(expr.id());
    String name = expr.call().function();
    if (!Character.isJavaIdentifierStart(name.charAt(0)) || name.startsWith("_")) {
      return at;
    }
    int start = fragment.text().lastIndexOf(name, at);
    return start < 0 ? at : start;
  }

  private int offset(long id) {
    return utf16(positions.getOrDefault(id, 0));
  }

  /** The UTF-16 offset of a code point. */
  int utf16(int codePoint) {
    String text = fragment.text();
    return text.offsetByCodePoints(0, Math.min(codePoint, text.codePointCount(0, text.length())));
  }

  /** The UTF-16 offset of a line from 1 and a column from 0, counted in code points. */
  int utf16(int line, int column) {
    String text = fragment.text();
    int start = 0;
    for (int n = 1; n < line; n++) {
      start = text.indexOf('\n', start) + 1;
    }
    int rest = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.min(Math.max(column, 0), rest));
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < fragment.text().length() && Character.isWhitespace(fragment.text().charAt(at))) {
      at++;
    }
    return at;
  }

  private int tokenEnd(int start) {
    String text = fragment.text();
    if (start >= text.length()) {
      return text.length();
    }
    char first = text.charAt(start);
    int end = start + 1;
    if (Character.isJavaIdentifierPart(first)) {
      while (end < text.length() && isWordPart(text, end, Character.isDigit(first))) {
        end++;
      }
      return end;
    }
    if (first == '\'' || first == '"' || first == '`') {
      int close = text.indexOf(first, end);
      return close < 0 ? text.length() : close + 1;
    }
    boolean isDouble = end < text.length() && DOUBLES.contains(text.substring(start, end + 1));
    return isDouble ? end + 1 : end;
  }

  private static boolean isWordPart(String text, int at, boolean isNumber) {
    char c = text.charAt(at);
    return Character.isJavaIdentifierPart(c) || (isNumber && c == '.');
  }

  String text() {
    return fragment.text();
  }
}
