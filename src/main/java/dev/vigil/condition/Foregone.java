package dev.vigil.condition;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.vigil.condition.Comparisons.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds conditions, and parts of them, that can come out in one way only. What it says is so; much
 * that is so it does not see. A part that is unknown is no matter: it is neither true nor false.
 */
final class Foregone {
  private final Problems problems;
  private final CelSource source;

  /**
   * Finds them in conditions of one expression.
   *
   * @param source what it was parsed from
   */
  Foregone(Problems problems, CelSource source) {
    this.problems = problems;
    this.source = source;
  }

  /** Warns of the condition, or else of its parts. */
  void report(CelExpr condition) {
    if (condition.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && condition.constant().booleanValue()) {
      return; // "true" by itself says that any reading will do
    }
    report(condition, true);
  }

  private void report(CelExpr expr, boolean whole) {
    String which = whole ? "this condition" : "this part of the condition";
    Optional<String> never = refuted(expr, true);
    Optional<String> always = refuted(expr, false);
    if (never.isPresent()) {
      problems.warning("never-true", expr, whole, which + " is never true: " + never.get());
    } else if (always.isPresent()) {
      problems.warning(
          "never-false",
          expr,
          whole,
          which + " is never false; its opposite never holds: " + always.get());
    } else if (isLogic(expr)) {
      expr.call().args().forEach(part -> report(part, false));
    }
  }

  private static boolean isLogic(CelExpr expr) {
    return Trees.isCall(expr, "_&&_") || Trees.isCall(expr, "_||_") || Trees.isCall(expr, "!_");
  }

  /** A part of a condition, and how it is to come out. */
  private record Part(CelExpr expr, boolean wanted) {}

  /** Why the expression cannot come out so; empty where it can, for all that is known. */
  private Optional<String> refuted(CelExpr expr, boolean wanted) {
    List<Part> parts = new ArrayList<>();
    flatten(expr, wanted, parts);
    Map<String, Range> ranges = new HashMap<>();
    for (Part part : parts) {
      Optional<String> found =
          isLogic(part.expr()) ? refutedBoth(part) : atom(part.expr(), part.wanted(), ranges);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Of a part that comes out so if one of its sides does. */
  private Optional<String> refutedBoth(Part part) {
    Optional<String> left = refuted(part.expr().call().args().get(0), part.wanted());
    Optional<String> right = refuted(part.expr().call().args().get(1), part.wanted());
    return left.isPresent() && right.isPresent() ? left : Optional.empty();
  }

  /** The parts that must all come out so for the expression to. */
  private static void flatten(CelExpr expr, boolean wanted, List<Part> parts) {
    if (Trees.isCall(expr, "!_")) {
      flatten(expr.call().args().get(0), !wanted, parts);
    } else if (Trees.isCall(expr, wanted ? "_&&_" : "_||_")) {
      expr.call().args().forEach(side -> flatten(side, wanted, parts));
    } else {
      parts.add(new Part(expr, wanted));
    }
  }

  private Optional<String> atom(CelExpr expr, boolean wanted, Map<String, Range> ranges) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
      return expr.constant().booleanValue() == wanted
          ? Optional.empty()
          : Optional.of("it is " + expr.constant().booleanValue());
    }
    if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      return narrow(expr, Operator.EQUAL, wanted ? 1 : 0, (wanted ? "" : "!") + text(expr), ranges);
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return Optional.empty();
    }
    Optional<Operator> written = CodeGenerator.comparison(expr.call().function());
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Operator operator = wanted ? written.get() : written.get().opposite();
    return compared(expr.call().args().get(0), operator, expr.call().args().get(1), ranges);
  }

  private Optional<String> compared(
      CelExpr left, Operator operator, CelExpr right, Map<String, Range> ranges) {
    Optional<Double> low = Constants.exact(left);
    Optional<Double> high = Constants.exact(right);
    if (low.isPresent() && high.isPresent()) {
      return operator.of(Double.compare(low.get() + 0.0, high.get() + 0.0)).isTrue()
          ? Optional.empty()
          : Optional.of(words(text(left), operator, text(right)));
    }
    if (high.isPresent()) {
      String words = words(text(left), operator, text(right));
      return narrow(left, operator, high.get(), words, ranges);
    }
    if (low.isPresent()) {
      String words = words(text(right), operator.flipped(), text(left));
      return narrow(right, operator.flipped(), low.get(), words, ranges);
    }
    if (Constants.text(right).isPresent() || Constants.text(left).isPresent()) {
      boolean isRight = Constants.text(right).isPresent();
      return texts(isRight ? left : right, operator, isRight ? right : left, ranges);
    }
    String same = text(left);
    return same.equals(text(right)) && !operator.of(0).isTrue()
        ? Optional.of(words(same, operator, same))
        : Optional.empty();
  }

  private Optional<String> narrow(
      CelExpr side, Operator operator, double constant, String words, Map<String, Range> ranges) {
    Range range = ranges.computeIfAbsent(text(side), key -> Range.of(side, key));
    return range.narrow(operator, constant, words);
  }

  private Optional<String> texts(
      CelExpr side, Operator operator, CelExpr constant, Map<String, Range> ranges) {
    String words = words(text(side), operator, text(constant));
    return ranges
        .computeIfAbsent(text(side), key -> Range.of(side, key))
        .text(operator, text(constant), words);
  }

  private static String words(String left, Operator operator, String right) {
    String sign =
        switch (operator) {
          case EQUAL -> " == ";
          case NOT_EQUAL -> " != ";
          case LESS -> " < ";
          case LESS_OR_EQUAL -> " <= ";
          case GREATER -> " > ";
          case GREATER_OR_EQUAL -> " >= ";
        };
    return left + sign + right;
  }

  private String text(CelExpr expr) {
    return Trees.text(expr, source);
  }
}
