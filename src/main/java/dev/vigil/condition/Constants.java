package dev.vigil.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.Optional;

/** Literals, and numbers made of nothing else. */
final class Constants {
  /** Up to here each int is a double, and its neighbours too. */
  private static final long EXACT = 1L << 53;

  private Constants() {}

  /** The number that a literal is, negated or not, where a double holds it exactly. */
  static Optional<Double> exact(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals("-_")) {
      return exact(expr.call().args().get(0)).map(value -> -value);
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
      return Optional.empty();
    }
    CelConstant constant = expr.constant();
    return switch (constant.getKind()) {
      case DOUBLE_VALUE -> Optional.of(constant.doubleValue());
      case INT64_VALUE ->
          Math.abs(constant.int64Value()) < EXACT
              ? Optional.of((double) constant.int64Value())
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  static Optional<String> text(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
