package dev.vigil.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.ast.CelExpr;
import java.util.List;

/** Regular expressions, which the checker takes for any text. */
final class Regexes {
  private Regexes() {}

  /** Reports a literal pattern that is none. */
  static void check(CelExpr.CelCall call, Problems problems) {
    List<CelExpr> arguments = call.args();
    if (!call.function().equals("matches") || arguments.isEmpty()) {
      return;
    }
    CelExpr pattern = arguments.get(arguments.size() - 1);
    Constants.text(pattern)
        .ifPresent(
            regex -> {
              try {
                Pattern.compile(regex);
              } catch (PatternSyntaxException e) {
                problems.error(
                    "bad-argument",
                    pattern,
                    "no regular expression: " + e.getDescription(),
                    "patterns are RE2's");
              }
            });
  }
}
