package dev.vigil.condition;

import dev.cel.common.ast.CelExpr;
import java.util.Optional;

/** What an expression may cost; checked once, so that evaluating it needs no watch. */
final class Complexity {
  /** Code points of one expression. */
  static final int LENGTH = 4_096;

  static final int DEPTH = 64;
  static final int ITEMS = 1_000;

  /** Parts of an expression with its lets written out. */
  static final int WEIGHT = 10_000;

  private Complexity() {}

  /** What is too much about an expression, in the author's words. */
  static Optional<String> excess(CelExpr expr) {
    return excess(expr, 1, 0);
  }

  private static Optional<String> excess(CelExpr expr, int depth, int loops) {
    if (depth > DEPTH) {
      return Optional.of("the expression nests more than " + DEPTH + " deep");
    }
    boolean isLoop = expr.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION;
    if (isLoop && loops > 0) {
      return Optional.of("a macro over a list stands inside another");
    }
    if (items(expr) > ITEMS) {
      return Optional.of("a list or map has more than " + ITEMS + " items");
    }
    for (CelExpr child : Trees.children(expr)) {
      Optional<String> found = excess(child, depth + 1, isLoop ? loops + 1 : loops);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static int items(CelExpr expr) {
    return switch (expr.getKind()) {
      case LIST -> expr.list().elements().size();
      case MAP -> expr.map().entries().size();
      default -> 0;
    };
  }
}
