package dev.vigil.diagnostic;

/**
 * A named text: a file, or the value of a control record.
 *
 * @param name what a person calls it: a path, or a topic and offset
 * @param text the whole text
 */
public record Source(String name, String text) {

  /** The line and column of an offset; offsets past the end are at the end. */
  public Position position(int offset) {
    int lineStart = afterMark();
    int end = Math.max(lineStart, Math.min(offset, text.length()));
    int line = 1;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, end - lineStart + 1);
  }

  /** Where the first line begins: a byte order mark is none of its characters. */
  private int afterMark() {
    return text.startsWith("\uFEFF") ? 1 : 0;
  }

  /** The text of a line, counted from 1, without its line break. */
  public String line(int line) {
    int start = afterMark();
    for (int n = 1; n < line; n++) {
      int feed = text.indexOf('\n', start);
      if (feed < 0) {
        return "";
      }
      start = feed + 1;
    }
    int end = text.indexOf('\n', start);
    String found = end < 0 ? text.substring(start) : text.substring(start, end);
    return found.endsWith("\r") ? found.substring(0, found.length() - 1) : found;
  }
}
