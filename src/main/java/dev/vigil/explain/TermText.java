package dev.vigil.explain;

import dev.vigil.condition.FieldNames;
import dev.vigil.condition.Quantity;
import dev.vigil.condition.Term;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What an index looks up, as an author writes it. */
final class TermText {
  private TermText() {}

  /** Terms that must all hold. */
  static String of(List<Term> terms) {
    boolean alone = terms.size() == 1;
    return terms.stream()
        .map(term -> !alone && term instanceof Term.AnyOf ? "(" + of(term) + ")" : of(term))
        .collect(Collectors.joining(" and "));
  }

  private static String of(Term term) {
    if (term instanceof Term.AnyOf any) {
      return any.choices().stream()
          .map(choice -> choice.size() == 1 ? of(choice) : "(" + of(choice) + ")")
          .collect(Collectors.joining(" or "));
    }
    if (term instanceof Term.Compare compare) {
      return of(compare.quantity()) + sign(compare.operator()) + number(compare.constant());
    }
    if (term instanceof Term.Multiple multiple) {
      String factor = multiple.factor() == 1 ? "" : number(multiple.factor()) + " * ";
      return of(multiple.quantity()) + sign(multiple.operator()) + factor + part(multiple.of());
    }
    Term.Equal equal = (Term.Equal) term;
    return FieldNames.written(equal.field()) + " == '" + equal.text() + "'";
  }

  private static String of(Quantity quantity) {
    if (quantity instanceof Quantity.OfField field) {
      return FieldNames.written(field.field());
    }
    if (quantity instanceof Quantity.OfSignal signal) {
      return SignalText.of(signal.call());
    }
    if (quantity instanceof Quantity.Constant number) {
      return number(number.value());
    }
    Quantity.Arithmetic both = (Quantity.Arithmetic) quantity;
    return part(both.left()) + " " + both.operator() + " " + part(both.right());
  }

  private static String part(Quantity quantity) {
    return quantity instanceof Quantity.Arithmetic ? "(" + of(quantity) + ")" : of(quantity);
  }

  private static String sign(Term.Operator operator) {
    return switch (operator) {
      case LESS -> " < ";
      case LESS_OR_EQUAL -> " <= ";
      case EQUAL -> " == ";
      case GREATER_OR_EQUAL -> " >= ";
      case GREATER -> " > ";
    };
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
