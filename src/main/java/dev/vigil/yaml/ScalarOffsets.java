package dev.vigil.yaml;

import dev.vigil.diagnostic.Span;

/**
 * Maps a decoded scalar back to its source. Only white space folds in YAML: every other character
 * stands in the source in the same order, save for escapes in double quotes and {@code ''} in
 * single ones. So the two texts are walked side by side.
 */
final class ScalarOffsets {
  private final String source;
  private final int end;
  private final boolean doubleQuoted;
  private final boolean singleQuoted;
  private int at;

  private ScalarOffsets(String source, Span span, YamlScalar.Style style) {
    this.source = source;
    this.doubleQuoted = style == YamlScalar.Style.DOUBLE_QUOTED;
    this.singleQuoted = style == YamlScalar.Style.SINGLE_QUOTED;
    this.at = contentStart(source, span, style);
    this.end = doubleQuoted || singleQuoted ? span.end() - 1 : span.end();
  }

  /** Source offset of every character of the text, and of its end. */
  static int[] of(String text, String source, Span span, YamlScalar.Style style) {
    ScalarOffsets walk = new ScalarOffsets(source, span, style);
    int[] offsets = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      char wanted = text.charAt(i);
      if (Character.isLowSurrogate(wanted) && walk.escaped(offsets, i)) {
        offsets[i] = offsets[i - 1];
      } else {
        offsets[i] = walk.find(wanted);
      }
    }
    offsets[text.length()] = text.isEmpty() ? walk.at : Math.min(walk.at, walk.end);
    return offsets;
  }

  private static int contentStart(String source, Span span, YamlScalar.Style style) {
    return switch (style) {
      case PLAIN -> span.start();
      case SINGLE_QUOTED, DOUBLE_QUOTED -> Math.min(span.start() + 1, span.end());
      case BLOCK -> {
        int feed = source.indexOf('\n', span.start());
        yield feed < 0 ? span.end() : Math.min(feed + 1, span.end());
      }
    };
  }

  /** Whether the character before was the first half of one written as an escape. */
  private boolean escaped(int[] offsets, int i) {
    return doubleQuoted && i > 0 && source.charAt(offsets[i - 1]) == '\\';
  }

  private int find(char wanted) {
    boolean blank = isBlank(wanted);
    while (at < end) {
      char here = source.charAt(at);
      if (doubleQuoted && here == '\\') {
        if (!skipLineContinuation()) {
          int found = at;
          at += escapeLength();
          return found;
        }
      } else if (blank) {
        return isBlank(here) ? takeBlank(wanted) : at;
      } else if (isBlank(here)) {
        at++;
      } else {
        int found = at;
        at += singleQuoted && here == '\'' ? 2 : 1;
        return found;
      }
    }
    return Math.min(at, end);
  }

  private int takeBlank(char wanted) {
    int found = at;
    if (wanted == '\n') {
      int feed = source.indexOf('\n', at);
      at = feed < 0 || feed >= end ? at + 1 : feed + 1;
    } else {
      at++;
    }
    return found;
  }

  /** A backslash before a line break joins the lines. */
  private boolean skipLineContinuation() {
    int next = at + 1;
    if (next < end && (source.charAt(next) == '\n' || source.charAt(next) == '\r')) {
      at = next;
      while (at < end && isBlank(source.charAt(at))) {
        at++;
      }
      return true;
    }
    return false;
  }

  private int escapeLength() {
    return switch (at + 1 < end ? source.charAt(at + 1) : ' ') {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
