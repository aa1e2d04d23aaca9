package dev.vigil.condition;

import java.io.Serializable;

/**
 * A conjunct that an index can look up: the whole condition can be true only of an event for which
 * the term holds.
 */
public sealed interface Term extends Serializable {
  /** The field the term compares. */
  String field();

  /** {@code field op constant} over a numeric field. */
  record Compare(String field, Operator operator, double constant) implements Term {}

  /** {@code field == text}. */
  record Equal(String field, String text) implements Term {}

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
