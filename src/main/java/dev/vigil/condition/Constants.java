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
      CelExpr operand = expr.call().args().get(0);
      return exact(operand).map(value -> isDouble(operand) ? -value : 0.0 - value); // no int is −0
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

  private static boolean isDouble(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CALL
        ? isDouble(expr.call().args().get(0))
        : expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE;
  }

  static Optional<String> text(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }
}
