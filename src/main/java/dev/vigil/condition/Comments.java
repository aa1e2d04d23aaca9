package dev.vigil.condition;

import java.util.ArrayList;
import java.util.List;

/** Comments of CEL, which go from {@code //} to the end of the line. */
final class Comments {
  private Comments() {}

  /** A comment, from its first character to before the end of its line. */
  record Comment(int start, int end) {}

  static List<Comment> of(String cel) {
    List<Comment> comments = new ArrayList<>();
    int at = 0;
    while (at < cel.length()) {
      if (TextLiterals.begins(cel, at)) {
        at = TextLiterals.end(cel, at);
      } else if (cel.charAt(at) == '`') {
        int close = cel.indexOf('`', at + 1);
        at = close < 0 ? cel.length() : close + 1;
      } else if (cel.startsWith("//", at)) {
        int line = cel.indexOf('\n', at);
        int end = line < 0 ? cel.length() : line;
        comments.add(new Comment(at, end));
        at = end;
      } else {
        at++;
      }
    }
    return comments;
  }

  /**
   * Reports a comment that holds what stands in lines below it: YAML folds the lines of a plain
   * text, one in quotes or one behind {@code >} into one, and the comment goes on.
   */
  static void check(String cel, Problems problems) {
    for (Comment comment : of(cel)) {
      if (problems.line(comment.end() - 1) > problems.line(comment.start())) {
        problems.error(
            "comment-too-long",
            problems.token(comment.start()),
            "YAML folds the lines below into this comment",
            "write the condition behind '|', which keeps lines, or leave the comment out");
      }
    }
  }
}
