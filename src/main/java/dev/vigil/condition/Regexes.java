package dev.vigil.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions, which the checker takes for any text, and whose cost nothing else bounds.
 */
final class Regexes {
  /** Instructions of a compiled pattern. */
  static final int SIZE = 1_000;

  /** Characters of a pattern with its repetitions written out, at most; compiling takes as many. */
  private static final long WRITTEN_OUT = 100_000;

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{([0-9]+)(?:,([0-9]*))?\\}");

  private Regexes() {}

  /** Reports a pattern that is none, costs too much, or is known only when the job runs. */
  static void check(CelExpr.CelCall call, Problems problems) {
    List<CelExpr> arguments = call.args();
    if (!call.function().equals("matches") || arguments.isEmpty()) {
      return;
    }
    CelExpr pattern = arguments.get(arguments.size() - 1);
    Optional<String> regex = Constants.text(pattern);
    if (regex.isEmpty()) {
      problems.error("bad-argument", pattern, "a pattern is written out", "write '^A[0-9]+$'");
      return;
    }
    String problem = problem(regex.get());
    if (problem != null) {
      problems.error("bad-argument", pattern, problem, "patterns are RE2's");
    }
  }

  private static @Nullable String problem(String regex) {
    if (writtenOut(regex) > WRITTEN_OUT) {
      return "the pattern repeats too much";
    }
    try {
      return Pattern.compile(regex).programSize() > SIZE ? "the pattern is too large" : null;
    } catch (PatternSyntaxException e) {
      return "no regular expression: " + e.getDescription();
    }
  }

  /** A bound on the pattern's length were each repetition to hold all others. */
  private static double writtenOut(String regex) {
    return REPETITION
        .matcher(regex)
        .results()
        .mapToDouble(found -> 1 + Math.max(count(found, 1), count(found, 2)))
        .reduce(regex.length(), (a, b) -> a * b);
  }

  private static double count(MatchResult repetition, int group) {
    String digits = repetition.group(group);
    return digits == null || digits.isEmpty() ? 0 : Double.parseDouble(digits);
  }
}
