package dev.vigil.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.vigil.condition.Comparisons.Operator;
import dev.vigil.event.Field;
import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes closures of a checked expression; what has none goes to dev.cel's runtime whole. */
final class CodeGenerator {
  /** Overloads of comparisons that take values of any type. */
  private static final Set<String> COMPARE_ANY =
      Set.of("equals", "not_equals", "in_list", "in_map");

  private final CelAbstractSyntaxTree ast;
  private final Map<String, Leaf> leaves;
  private final Map<String, Code> made = new HashMap<>();

  CodeGenerator(CelAbstractSyntaxTree ast, Map<String, Leaf> leaves) {
    this.ast = ast;
    this.leaves = leaves;
  }

  Code code(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> constant(expr);
      case IDENT -> leaves.containsKey(expr.ident().name()) ? leaf(expr) : fallback(expr);
      case CALL -> call(expr);
      default -> fallback(expr);
    };
  }

  private Code leaf(CelExpr expr) {
    return leafCode(expr.ident().name());
  }

  private Code leafCode(String name) {
    Code known = made.get(name);
    if (known == null) {
      known = Objects.requireNonNull(leaves.get(name), name).code().get();
      made.put(name, known);
    }
    return known;
  }

  private Code constant(CelExpr expr) {
    CelConstant constant = expr.constant();
    switch (constant.getKind()) {
      case BOOLEAN_VALUE -> {
        Truth value = Truth.of(constant.booleanValue());
        return (Code.OfBoolean) (r, s) -> value;
      }
      case INT64_VALUE -> {
        long value = constant.int64Value();
        return (Code.OfLong) (r, s) -> value;
      }
      case DOUBLE_VALUE -> {
        double value = constant.doubleValue();
        return (Code.OfDouble) (r, s) -> value;
      }
      case STRING_VALUE -> {
        String value = constant.stringValue();
        return (Code.OfText) (r, s) -> value;
      }
      default -> {
        return fallback(expr);
      }
    }
  }

  private Code call(CelExpr expr) {
    CelExpr.CelCall call = expr.call();
    List<CelExpr> arguments = call.args();
    switch (call.function()) {
      case "_&&_" -> {
        return Logic.and(condition(arguments.get(0)), condition(arguments.get(1)));
      }
      case "_||_" -> {
        return Logic.or(condition(arguments.get(0)), condition(arguments.get(1)));
      }
      case "!_" -> {
        return Logic.not(condition(arguments.get(0)));
      }
      case "_?_:_" -> {
        return Logic.choose(
            condition(arguments.get(0)), code(arguments.get(1)), code(arguments.get(2)));
      }
      case "-_" -> {
        return negation(expr, arguments.get(0));
      }
      case "@in" -> {
        return Membership.code(this, expr).orElseGet(() -> fallback(expr));
      }
      default -> {}
    }
    Optional<Operator> comparison = comparison(call.function());
    if (comparison.isPresent()) {
      return comparison(expr, comparison.get(), arguments.get(0), arguments.get(1));
    }
    if (call.function().length() == 3 && "+-*/%".indexOf(call.function().charAt(1)) >= 0) {
      return arithmetic(expr, call.function().charAt(1), arguments.get(0), arguments.get(1));
    }
    return Functions.code(this, expr).orElseGet(() -> fallback(expr));
  }

  Condition condition(CelExpr expr) {
    return Code.asBoolean(code(expr));
  }

  Code.OfText text(CelExpr expr) {
    return Code.asText(code(expr));
  }

  CelKind kind(CelExpr expr) {
    return ast.getType(expr.id()).map(CelType::kind).orElse(CelKind.UNSPECIFIED);
  }

  /** The one overload that the checker chose, or none where only the runtime can. */
  Optional<String> overload(CelExpr expr) {
    return ast.getReference(expr.id())
        .map(CelReference::overloadIds)
        .filter(ids -> ids.size() == 1)
        .map(ids -> ids.get(0));
  }

  private Code negation(CelExpr expr, CelExpr operand) {
    return switch (kind(operand)) {
      case DOUBLE -> Arithmetic.negateDouble(Code.asDouble(code(operand)));
      case INT -> Arithmetic.negateLong(Code.asLong(code(operand)));
      default -> fallback(expr);
    };
  }

  private Code arithmetic(CelExpr expr, char operator, CelExpr left, CelExpr right) {
    CelKind a = kind(left);
    CelKind b = kind(right);
    if (a == CelKind.INT && b == CelKind.INT) {
      return Arithmetic.longs(operator, Code.asLong(code(left)), Code.asLong(code(right)));
    }
    if (isNumber(a) && isNumber(b) && operator != '%') {
      return Arithmetic.doubles(operator, real(left), real(right));
    }
    if (a == CelKind.STRING && b == CelKind.STRING) {
      return Functions.concatenation(text(left), text(right));
    }
    return fallback(expr);
  }

  private Code comparison(CelExpr expr, Operator operator, CelExpr left, CelExpr right) {
    CelKind a = kind(left);
    CelKind b = kind(right);
    if (isNumber(a) && isNumber(b)) {
      return numbers(operator, left, right);
    }
    if (a != b) {
      return fallback(expr);
    }
    return switch (a) {
      case STRING -> Comparisons.texts(operator, text(left), text(right));
      case BOOL -> Comparisons.booleans(operator, condition(left), condition(right));
      default -> fallback(expr);
    };
  }

  private Code.OfBoolean numbers(Operator operator, CelExpr left, CelExpr right) {
    Optional<Field> field = doubleField(left);
    Optional<Double> constant = Constants.exact(right);
    if (field.isPresent() && constant.isPresent()) {
      return Comparisons.fieldWith(operator, slot(field.get()), constant.get());
    }
    if (constant.isPresent() && kind(left) == CelKind.DOUBLE) {
      return Comparisons.with(operator, real(left), constant.get());
    }
    return kind(left) == CelKind.INT && kind(right) == CelKind.INT
        ? Comparisons.longs(operator, Code.asLong(code(left)), Code.asLong(code(right)))
        : Comparisons.doubles(operator, real(left), real(right));
  }

  /** A number as a double; a literal is rounded once, and not at every event. */
  private Code.OfDouble real(CelExpr expr) {
    return Constants.exact(expr)
        .<Code.OfDouble>map(value -> (r, s) -> value)
        .orElseGet(() -> Code.asDouble(code(expr)));
  }

  private Optional<Field> doubleField(CelExpr expr) {
    return field(expr, leaves).filter(field -> field.type() == FieldType.DOUBLE);
  }

  /** The field that the expression is and nothing else. */
  static Optional<Field> field(CelExpr expr, Map<String, Leaf> leaves) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return Optional.empty();
    }
    return Optional.ofNullable(leaves.get(expr.ident().name())).map(Leaf::field);
  }

  private static FieldSlot slot(Field field) {
    return new FieldSlot(field.name(), field.type());
  }

  static boolean isNumber(CelKind kind) {
    return kind == CelKind.INT || kind == CelKind.DOUBLE;
  }

  static Optional<Operator> comparison(String function) {
    return switch (function) {
      case "_==_" -> Optional.of(Operator.EQUAL);
      case "_!=_" -> Optional.of(Operator.NOT_EQUAL);
      case "_<_" -> Optional.of(Operator.LESS);
      case "_<=_" -> Optional.of(Operator.LESS_OR_EQUAL);
      case "_>_" -> Optional.of(Operator.GREATER);
      case "_>=_" -> Optional.of(Operator.GREATER_OR_EQUAL);
      default -> Optional.empty();
    };
  }

  /** Leaves to the runtime what has no closure, and no more: scalars below it are variables. */
  private Code fallback(CelExpr expr) {
    Map<Long, CelReference> references = new HashMap<>();
    Map<Long, CelType> types = new HashMap<>();
    Map<String, Code> variables = new HashMap<>();
    CelExpr reduced = expr.getKind() == CelExpr.ExprKind.Kind.CALL ? reduce(expr, variables) : expr;
    variables
        .keySet()
        .forEach(
            name -> references.put(idOf(name), CelReference.newBuilder().setName(name).build()));
    Trees.visit(
        reduced,
        part -> {
          ast.getReference(part.id())
              .map(CodeGenerator::standard)
              .ifPresent(found -> references.putIfAbsent(part.id(), found));
          ast.getType(part.id()).ifPresent(found -> types.put(part.id(), found));
          if (part.getKind() == CelExpr.ExprKind.Kind.IDENT
              && leaves.containsKey(part.ident().name())) {
            variables.put(part.ident().name(), leafCode(part.ident().name()));
          }
        });
    return new Fallback(
        CelAbstractSyntaxTree.newCheckedAst(
            reduced, CelSource.newBuilder().build(), references, types),
        variables);
  }

  /**
   * Where the checker cannot tell the types of two values, as of a list's items, the standard
   * comparison takes any, and so ours of an int and a double are one too many.
   */
  private static CelReference standard(CelReference reference) {
    return reference.overloadIds().stream()
        .filter(COMPARE_ANY::contains)
        .findFirst()
        .map(id -> CelReference.newBuilder().setName(reference.name()).addOverloadIds(id).build())
        .orElse(reference);
  }

  private CelExpr reduce(CelExpr expr, Map<String, Code> variables) {
    CelExpr.CelCall call = expr.call();
    return CelExpr.ofCall(
        expr.id(),
        call.target().map(target -> variable(target, variables)),
        call.function(),
        call.args().stream()
            .map(argument -> variable(argument, variables))
            .collect(ImmutableList.toImmutableList()));
  }

  private CelExpr variable(CelExpr expr, Map<String, Code> variables) {
    boolean isCall = expr.getKind() == CelExpr.ExprKind.Kind.CALL;
    boolean isScalar =
        isNumber(kind(expr)) || kind(expr) == CelKind.STRING || kind(expr) == CelKind.BOOL;
    if (!isCall || !isScalar) {
      return expr;
    }
    String name = "@of" + expr.id();
    variables.put(name, code(expr));
    return CelExpr.ofIdent(expr.id(), name);
  }

  private static long idOf(String name) {
    return Long.parseLong(name.substring("@of".length()));
  }
}
