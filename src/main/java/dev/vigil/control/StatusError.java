package dev.vigil.control;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Position;
import dev.vigil.serial.Texts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a document was refused, as a status says it.
 *
 * @param line from 1
 * @param column from 1
 * @param code kind of the finding
 * @param message what is wrong
 * @param hint what to do about it, or null
 */
public record StatusError(
    int line, int column, String code, String message, @Nullable String hint) {
  /** Most errors that a status lists; the last one then says how many more there are. */
  static final int LIMIT = 20;

  private static final int LONGEST = 500;

  static StatusError of(Diagnostic diagnostic) {
    Position at = diagnostic.position();
    return new StatusError(
        at.line(),
        at.column(),
        diagnostic.code(),
        cut(diagnostic.message()),
        diagnostic.hint() == null ? null : cut(diagnostic.hint()));
  }

  /** A rule that failed while it was evaluated; no place in its text can be blamed. */
  static StatusError failure(String message) {
    return new StatusError(
        1, 1, "rule-failed", cut(message), "change the rule and publish it again");
  }

  /** The errors among the diagnostics, in their order, at most {@link #LIMIT}. */
  static List<StatusError> of(List<Diagnostic> diagnostics) {
    List<Diagnostic> errors = diagnostics.stream().filter(Diagnostic::isError).toList();
    if (errors.size() <= LIMIT) {
      return errors.stream().map(StatusError::of).toList();
    }
    List<StatusError> listed = new ArrayList<>();
    errors.stream().limit(LIMIT - 1).map(StatusError::of).forEach(listed::add);
    Position next = errors.get(LIMIT - 1).position();
    int more = errors.size() - listed.size();
    listed.add(
        new StatusError(next.line(), next.column(), "more-errors", more + " more errors", null));
    return listed;
  }

  private static String cut(String text) {
    return Texts.cut(text, LONGEST);
  }
}
