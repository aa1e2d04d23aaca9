package dev.vigil.condition;

import java.io.Serializable;
import java.util.List;

/**
 * A conjunct that an index can look up: the whole condition can be true only of a reading for which
 * the term holds.
 */
public sealed interface Term extends Serializable {

  /** {@code quantity op constant}. */
  record Compare(Quantity quantity, Operator operator, double constant) implements Term {
    /** {@code field op constant} over a numeric field. */
    public Compare(String field, Operator operator, double constant) {
      this(new Quantity.OfField(field), operator, constant);
    }
  }

  /** {@code quantity op factor * of}; the operator is no equality. */
  record Multiple(Quantity quantity, Operator operator, double factor, Quantity of)
      implements Term {}

  /** {@code field == text}. */
  record Equal(String field, String text) implements Term {}

  /**
   * One of several conjunctions.
   *
   * @param choices at least one; none is empty
   */
  record AnyOf(List<List<Term>> choices) implements Term {
    public AnyOf {
      choices = choices.stream().map(List::copyOf).toList();
    }
  }

  /** The comparisons an index knows. */
  enum Operator {
    LESS,
    LESS_OR_EQUAL,
    EQUAL,
    GREATER_OR_EQUAL,
    GREATER;

    public boolean test(double value, double constant) {
      return switch (this) {
        case LESS -> value < constant;
        case LESS_OR_EQUAL -> value <= constant;
        case EQUAL -> value == constant;
        case GREATER_OR_EQUAL -> value >= constant;
        case GREATER -> value > constant;
      };
    }
  }
}
