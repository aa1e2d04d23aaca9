package dev.vigil.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.vigil.condition.Comparisons.Operator;
import dev.vigil.event.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds what an index can look up of all that must hold where a checked condition is true. */
final class IndexTerms {
  private final CelAbstractSyntaxTree ast;
  private final Map<String, Leaf> leaves;

  IndexTerms(CelAbstractSyntaxTree ast, Map<String, Leaf> leaves) {
    this.ast = ast;
    this.leaves = leaves;
  }

  List<Term> terms() {
    List<Term> terms = new ArrayList<>();
    collect(ast.getExpr(), true, terms);
    return List.copyOf(terms);
  }

  /** The whole expression as a number; empty where an index could not work it out. */
  Optional<Quantity> quantity() {
    return quantity(ast.getExpr());
  }

  /** Adds what must hold where the expression comes out as wanted. */
  private void collect(CelExpr expr, boolean wanted, List<Term> terms) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      truth(expr, wanted).ifPresent(terms::add);
      return;
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return;
    }
    CelExpr.CelCall call = expr.call();
    switch (call.function()) {
      case "!_" -> collect(call.args().get(0), !wanted, terms);
      case "_&&_", "_||_" -> {
        if (isEither(expr, wanted)) {
          either(expr, wanted).ifPresent(terms::add);
        } else {
          call.args().forEach(side -> collect(side, wanted, terms));
        }
      }
      case "@in" -> {
        if (wanted) {
          among(call.args().get(0), call.args().get(1)).ifPresent(terms::add);
        }
      }
      default ->
          CodeGenerator.comparison(call.function())
              .map(operator -> wanted ? operator : operator.opposite())
              .flatMap(operator -> comparison(operator, call.args().get(0), call.args().get(1)))
              .ifPresent(terms::add);
    }
  }

  /** Whether the expression comes out as wanted if one of its sides does. */
  private static boolean isEither(CelExpr expr, boolean wanted) {
    return Trees.isCall(expr, wanted ? "_||_" : "_&&_");
  }

  /** Empty where one of the sides has no term: any reading may satisfy it. */
  private Optional<Term> either(CelExpr expr, boolean wanted) {
    List<List<Term>> choices = new ArrayList<>();
    choices(expr, wanted, choices);
    return anyOf(choices);
  }

  private void choices(CelExpr expr, boolean wanted, List<List<Term>> choices) {
    if (isEither(expr, wanted)) {
      expr.call().args().forEach(side -> choices(side, wanted, choices));
    } else if (Trees.isCall(expr, "!_")) {
      choices(expr.call().args().get(0), !wanted, choices);
    } else {
      List<Term> terms = new ArrayList<>();
      collect(expr, wanted, terms);
      choices.add(List.copyOf(terms));
    }
  }

  /** {@code value in [ … ]} is an equality with one of them. */
  private Optional<Term> among(CelExpr value, CelExpr list) {
    return list.getKind() == CelExpr.ExprKind.Kind.LIST
        ? anyOf(
            list.list().elements().stream()
                .map(item -> comparison(Operator.EQUAL, value, item).stream().toList())
                .toList())
        : Optional.empty();
  }

  private static Optional<Term> anyOf(List<List<Term>> choices) {
    return choices.isEmpty() || choices.stream().anyMatch(List::isEmpty)
        ? Optional.empty()
        : Optional.of(new Term.AnyOf(choices));
  }

  private Optional<Term> truth(CelExpr expr, boolean wanted) {
    return kind(expr) == CelKind.BOOL
        ? leaf(expr).map(known -> new Term.Compare(known, Term.Operator.EQUAL, wanted ? 1 : 0))
        : Optional.empty();
  }

  private Optional<Term> comparison(Operator operator, CelExpr left, CelExpr right) {
    return isNumber(left) && isNumber(right)
        ? numbers(operator, left, right)
        : text(operator, left, right).or(() -> text(operator, right, left));
  }

  private Optional<Term> text(Operator operator, CelExpr field, CelExpr text) {
    return operator == Operator.EQUAL
        ? CodeGenerator.field(field, leaves)
            .filter(known -> known.type() == FieldType.STRING)
            .flatMap(
                known -> Constants.text(text).map(value -> new Term.Equal(known.name(), value)))
        : Optional.empty();
  }

  private Optional<Term> numbers(Operator written, CelExpr left, CelExpr right) {
    Optional<Quantity> one = quantity(left);
    Optional<Quantity> other = quantity(right);
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    return indexed(written)
        .flatMap(
            operator ->
                one.get() instanceof Quantity.Constant
                    ? indexed(written.flipped())
                        .flatMap(flipped -> compared(other.get(), flipped, one.get()))
                    : compared(one.get(), operator, other.get()));
  }

  private static Optional<Term> compared(Quantity one, Term.Operator operator, Quantity other) {
    if (other instanceof Quantity.Constant constant) {
      return one instanceof Quantity.Constant
          ? Optional.empty()
          : Optional.of(new Term.Compare(one, operator, constant.value()));
    }
    if (operator == Term.Operator.EQUAL) {
      return Optional.empty();
    }
    if (other instanceof Quantity.Arithmetic product && product.operator() == '*') {
      if (product.left() instanceof Quantity.Constant factor) {
        return Optional.of(new Term.Multiple(one, operator, factor.value(), product.right()));
      }
      if (product.right() instanceof Quantity.Constant factor) {
        return Optional.of(new Term.Multiple(one, operator, factor.value(), product.left()));
      }
    }
    return Optional.of(new Term.Multiple(one, operator, 1, other));
  }

  /**
   * The number that an expression is, as {@link CodeGenerator} has it worked out. Arithmetic of
   * ints is left out: it is exact, and overflows to unknown.
   */
  private Optional<Quantity> quantity(CelExpr expr) {
    Optional<Double> constant = Constants.exact(expr);
    if (constant.isPresent()) {
      return Optional.of(new Quantity.Constant(constant.get()));
    }
    if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      return isNumber(expr) ? leaf(expr) : Optional.empty();
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL || kind(expr) != CelKind.DOUBLE) {
      return Optional.empty();
    }
    return switch (expr.call().function()) {
      case "_+_", "_-_", "_*_", "_/_" -> arithmetic(expr.call());
      default -> Optional.empty();
    };
  }

  private Optional<Quantity> arithmetic(CelExpr.CelCall call) {
    char operator = call.function().charAt(1);
    return quantity(call.args().get(0))
        .flatMap(
            left ->
                quantity(call.args().get(1))
                    .map(right -> new Quantity.Arithmetic(operator, left, right)));
  }

  private Optional<Quantity> leaf(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
        ? Optional.ofNullable(leaves.get(expr.ident().name())).map(Leaf::quantity)
        : Optional.empty();
  }

  private boolean isNumber(CelExpr expr) {
    return CodeGenerator.isNumber(kind(expr));
  }

  private CelKind kind(CelExpr expr) {
    return ast.getType(expr.id()).map(CelType::kind).orElse(CelKind.UNSPECIFIED);
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
