package dev.vigil.condition;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code value in [ … ]}. */
final class Membership {
  private Membership() {}

  static Optional<Code> code(CodeGenerator generator, CelExpr expr) {
    CelExpr value = expr.call().args().get(0);
    CelExpr range = expr.call().args().get(1);
    if (range.getKind() != CelExpr.ExprKind.Kind.LIST) {
      return Optional.empty();
    }
    List<CelExpr> items = range.list().elements();
    if (generator.kind(value) == CelKind.STRING) {
      return texts(generator, value, items);
    }
    if (CodeGenerator.isNumber(generator.kind(value))) {
      return numbers(generator, value, items);
    }
    return Optional.empty();
  }

  private static Optional<Code> texts(CodeGenerator generator, CelExpr value, List<CelExpr> items) {
    if (!items.stream().allMatch(item -> Constants.text(item).isPresent())) {
      return Optional.empty();
    }
    Set<String> known =
        items.stream()
            .flatMap(item -> Constants.text(item).stream())
            .collect(Collectors.toUnmodifiableSet());
    Code.OfText text = generator.text(value);
    return Optional.of(
        (Code.OfBoolean)
            (r, s) -> {
              String found = text.value(r, s);
              return found == null ? Truth.UNKNOWN : Truth.of(known.contains(found));
            });
  }

  private static Optional<Code> numbers(
      CodeGenerator generator, CelExpr value, List<CelExpr> items) {
    if (!items.stream().allMatch(item -> Constants.exact(item).isPresent())) {
      return Optional.empty();
    }
    double[] known =
        items.stream().mapToDouble(item -> Constants.exact(item).orElse(Double.NaN)).toArray();
    Code.OfDouble number = Code.asDouble(generator.code(value));
    return Optional.of(
        (Code.OfBoolean)
            (r, s) -> {
              double found = number.value(r, s);
              return Double.isNaN(found) ? Truth.UNKNOWN : among(found, known);
            });
  }

  private static Truth among(double value, double[] known) {
    for (double one : known) {
      if (one == value) {
        return Truth.TRUE;
      }
    }
    return Truth.FALSE;
  }
}
