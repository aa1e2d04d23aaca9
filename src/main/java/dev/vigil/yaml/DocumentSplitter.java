package dev.vigil.yaml;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text at its document markers. YAML reserves {@code ---} and {@code ...} at the start of a
 * line, even inside block and quoted scalars, so no parsing is needed, and a syntax error in one
 * document does not reach the next.
 */
final class DocumentSplitter {
  private final String text;
  private final List<YamlDocument> found = new ArrayList<>();
  private int start;

  private DocumentSplitter(String text) {
    this.text = text;
    this.start = text.startsWith("\uFEFF") ? 1 : 0;
  }

  static List<YamlDocument> split(String text) {
    DocumentSplitter splitter = new DocumentSplitter(text);
    splitter.run();
    return List.copyOf(splitter.found);
  }

  private void run() {
    int line = start;
    while (line < text.length()) {
      int next = nextLine(line);
      if (isMarker(line, "---")) {
        cut(line);
        start = isBlankOrComment(line + 3, next) ? next : line + 3;
      } else if (isMarker(line, "...")) {
        cut(line);
        start = isBlankOrComment(line + 3, next) ? next : line + 3;
      }
      line = next;
    }
    cut(text.length());
  }

  private void cut(int end) {
    for (int line = start; line < end; line = nextLine(line)) {
      if (!isBlankOrComment(line, Math.min(nextLine(line), end))) {
        found.add(new YamlDocument(text.substring(start, end), start));
        return;
      }
    }
  }

  private int nextLine(int from) {
    int feed = text.indexOf('\n', from);
    return feed < 0 ? text.length() : feed + 1;
  }

  private boolean isMarker(int line, String marker) {
    int after = line + marker.length();
    return text.startsWith(marker, line)
        && (after == text.length() || Character.isWhitespace(text.charAt(after)));
  }

  private boolean isBlankOrComment(int from, int to) {
    String rest = text.substring(from, to).strip();
    return rest.isEmpty() || rest.startsWith("#");
  }
}
