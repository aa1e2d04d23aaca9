package dev.vigil.condition;

import dev.cel.common.ast.CelExpr;
import dev.vigil.condition.Comparisons.Operator;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the conjuncts of a checked condition that an index can look up. */
final class IndexTerms {
  private IndexTerms() {}

  static List<Term> of(CelExpr expr, Map<String, Leaf> leaves) {
    List<Term> terms = new ArrayList<>();
    collect(expr, leaves, terms);
    return List.copyOf(terms);
  }

  private static void collect(CelExpr expr, Map<String, Leaf> leaves, List<Term> terms) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      truth(expr, leaves, 1).ifPresent(terms::add);
      return;
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return;
    }
    CelExpr.CelCall call = expr.call();
    if (call.function().equals("_&&_")) {
      call.args().forEach(side -> collect(side, leaves, terms));
    } else if (call.function().equals("!_")) {
      truth(call.args().get(0), leaves, 0).ifPresent(terms::add);
    } else {
      CodeGenerator.comparison(call.function())
          .flatMap(operator -> comparison(operator, call.args(), leaves))
          .ifPresent(terms::add);
    }
  }

  private static Optional<Term> truth(CelExpr expr, Map<String, Leaf> leaves, double value) {
    return CodeGenerator.field(expr, leaves)
        .filter(field -> field.type() == FieldType.BOOLEAN)
        .map(field -> new Term.Compare(field.name(), Term.Operator.EQUAL, value));
  }

  private static Optional<Term> comparison(
      Operator operator, List<CelExpr> sides, Map<String, Leaf> leaves) {
    Optional<Field> left = CodeGenerator.field(sides.get(0), leaves);
    if (left.isPresent()) {
      return comparison(operator, left.get(), sides.get(1));
    }
    return CodeGenerator.field(sides.get(1), leaves)
        .flatMap(field -> comparison(operator.flipped(), field, sides.get(0)));
  }

  private static Optional<Term> comparison(Operator operator, Field field, CelExpr constant) {
    return switch (field.type()) {
      case STRING ->
          operator == Operator.EQUAL
              ? Constants.text(constant).map(text -> new Term.Equal(field.name(), text))
              : Optional.empty();
      case DOUBLE, INT ->
          Constants.exact(constant)
              .flatMap(
                  value -> indexed(operator).map(op -> new Term.Compare(field.name(), op, value)));
      default -> Optional.empty();
    };
  }

  private static Optional<Term.Operator> indexed(Operator operator) {
    return switch (operator) {
      case EQUAL -> Optional.of(Term.Operator.EQUAL);
      case LESS -> Optional.of(Term.Operator.LESS);
      case LESS_OR_EQUAL -> Optional.of(Term.Operator.LESS_OR_EQUAL);
      case GREATER -> Optional.of(Term.Operator.GREATER);
      case GREATER_OR_EQUAL -> Optional.of(Term.Operator.GREATER_OR_EQUAL);
      case NOT_EQUAL -> Optional.empty();
    };
  }
}
