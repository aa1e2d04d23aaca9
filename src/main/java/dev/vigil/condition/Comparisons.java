package dev.vigil.condition;

import dev.vigil.event.FieldSlot;

/**
 * Comparisons of two values of one type. An int is compared with a double as CEL does it: rounded
 * to a double.
 */
final class Comparisons {
  private Comparisons() {}

  /** The six comparisons. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    /** The operator with its sides changed. */
    Operator flipped() {
      return switch (this) {
        case EQUAL, NOT_EQUAL -> this;
        case LESS -> GREATER;
        case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        case GREATER -> LESS;
        case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      };
    }

    /** What holds of two known values where this does not. */
    Operator opposite() {
      return switch (this) {
        case EQUAL -> NOT_EQUAL;
        case NOT_EQUAL -> EQUAL;
        case LESS -> GREATER_OR_EQUAL;
        case LESS_OR_EQUAL -> GREATER;
        case GREATER -> LESS_OR_EQUAL;
        case GREATER_OR_EQUAL -> LESS;
      };
    }

    Truth of(int order) {
      return Truth.of(
          switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
          });
    }
  }

  static Code.OfBoolean doubles(Operator operator, Code.OfDouble left, Code.OfDouble right) {
    return switch (operator) {
      case EQUAL -> (r, s) -> equal(left.value(r, s), right.value(r, s));
      case NOT_EQUAL -> (r, s) -> equal(left.value(r, s), right.value(r, s)).not();
      case LESS -> (r, s) -> less(left.value(r, s), right.value(r, s));
      case LESS_OR_EQUAL -> (r, s) -> lessOrEqual(left.value(r, s), right.value(r, s));
      case GREATER -> (r, s) -> less(right.value(r, s), left.value(r, s));
      case GREATER_OR_EQUAL -> (r, s) -> lessOrEqual(right.value(r, s), left.value(r, s));
    };
  }

  /** {@code field op constant}, the comparison of most rules, in one closure. */
  static Code.OfBoolean fieldWith(Operator operator, FieldSlot field, double constant) {
    return switch (operator) {
      case EQUAL -> (r, s) -> equal(FieldAccess.doubleOf(field, r), constant);
      case NOT_EQUAL -> (r, s) -> equal(FieldAccess.doubleOf(field, r), constant).not();
      case LESS -> (r, s) -> less(FieldAccess.doubleOf(field, r), constant);
      case LESS_OR_EQUAL -> (r, s) -> lessOrEqual(FieldAccess.doubleOf(field, r), constant);
      case GREATER -> (r, s) -> less(constant, FieldAccess.doubleOf(field, r));
      case GREATER_OR_EQUAL -> (r, s) -> lessOrEqual(constant, FieldAccess.doubleOf(field, r));
    };
  }

  /** {@code code op constant}, without a call for the constant. */
  static Code.OfBoolean with(Operator operator, Code.OfDouble code, double constant) {
    return switch (operator) {
      case EQUAL -> (r, s) -> equal(code.value(r, s), constant);
      case NOT_EQUAL -> (r, s) -> equal(code.value(r, s), constant).not();
      case LESS -> (r, s) -> less(code.value(r, s), constant);
      case LESS_OR_EQUAL -> (r, s) -> lessOrEqual(code.value(r, s), constant);
      case GREATER -> (r, s) -> less(constant, code.value(r, s));
      case GREATER_OR_EQUAL -> (r, s) -> lessOrEqual(constant, code.value(r, s));
    };
  }

  private static Truth equal(double a, double b) {
    return a == b ? Truth.TRUE : unlessUnknown(a, b);
  }

  private static Truth less(double a, double b) {
    return a < b ? Truth.TRUE : unlessUnknown(a, b);
  }

  private static Truth lessOrEqual(double a, double b) {
    return a <= b ? Truth.TRUE : unlessUnknown(a, b);
  }

  private static Truth unlessUnknown(double a, double b) {
    return Double.isNaN(a) || Double.isNaN(b) ? Truth.UNKNOWN : Truth.FALSE;
  }

  static Code.OfBoolean longs(Operator operator, Code.OfLong left, Code.OfLong right) {
    return (r, s) -> {
      long a = left.value(r, s);
      long b = right.value(r, s);
      return a == Code.OfLong.UNKNOWN || b == Code.OfLong.UNKNOWN
          ? Truth.UNKNOWN
          : operator.of(Long.compare(a, b));
    };
  }

  static Code.OfBoolean texts(Operator operator, Code.OfText left, Code.OfText right) {
    return (r, s) -> {
      String a = left.value(r, s);
      String b = right.value(r, s);
      if (a == null || b == null) {
        return Truth.UNKNOWN;
      }
      return switch (operator) {
        case EQUAL -> Truth.of(a.equals(b));
        case NOT_EQUAL -> Truth.of(!a.equals(b));
        default -> operator.of(a.compareTo(b));
      };
    };
  }

  static Code.OfBoolean booleans(Operator operator, Condition left, Condition right) {
    return (r, s) -> {
      Truth a = left.test(r, s);
      Truth b = right.test(r, s);
      return a == Truth.UNKNOWN || b == Truth.UNKNOWN ? Truth.UNKNOWN : operator.of(a.compareTo(b));
    };
  }
}
