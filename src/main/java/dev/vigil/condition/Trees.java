package dev.vigil.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparserFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks over CEL's expression trees. */
final class Trees {
  private Trees() {}

  /** The parts that an expression is made of, in the order of the text. */
  static List<CelExpr> children(CelExpr expr) {
    return switch (expr.getKind()) {
      case SELECT -> List.of(expr.select().operand());
      case CALL -> {
        List<CelExpr> parts = new ArrayList<>();
        expr.call().target().ifPresent(parts::add);
        parts.addAll(expr.call().args());
        yield parts;
      }
      case LIST -> expr.list().elements();
      case MAP -> {
        List<CelExpr> parts = new ArrayList<>();
        for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
          parts.add(entry.key());
          parts.add(entry.value());
        }
        yield parts;
      }
      case STRUCT -> expr.struct().entries().stream().map(CelExpr.CelStruct.Entry::value).toList();
      case COMPREHENSION -> {
        CelExpr.CelComprehension loop = expr.comprehension();
        yield List.of(
            loop.iterRange(),
            loop.accuInit(),
            loop.loopCondition(),
            loop.loopStep(),
            loop.result());
      }
      default -> List.of();
    };
  }

  static void visit(CelExpr expr, Consumer<CelExpr> visitor) {
    visitor.accept(expr);
    children(expr).forEach(child -> visit(child, visitor));
  }

  /**
   * An expression as an author writes it.
   *
   * @param source what it was parsed from, which has the loops as they were written
   */
  static String text(CelExpr expr, CelSource source) {
    return CelUnparserFactory.newUnparser()
        .unparse(CelAbstractSyntaxTree.newParsedAst(expr, source));
  }

  /** Whether an expression is a call of the function; CEL's operators are, too. */
  static boolean isCall(CelExpr expr, String function) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().function().equals(function);
  }

  static int size(CelExpr expr) {
    int size = 1;
    for (CelExpr child : children(expr)) {
      size += size(child);
    }
    return size;
  }

  /** The names of {@code a.b.c}, without backticks; empty where it does not start with a name. */
  static List<String> path(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
      return List.of(FieldNames.bare(expr.ident().name()));
    }
    if (expr.getKind() != CelExpr.ExprKind.Kind.SELECT) {
      return List.of();
    }
    List<String> before = path(expr.select().operand());
    if (before.isEmpty()) {
      return before;
    }
    List<String> path = new ArrayList<>(before);
    path.add(FieldNames.bare(expr.select().field()));
    return path;
  }

  /** A literal's kind, or none where the expression is no literal. */
  static CelConstant.@Nullable Kind literal(CelExpr expr) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT ? expr.constant().getKind() : null;
  }
}
