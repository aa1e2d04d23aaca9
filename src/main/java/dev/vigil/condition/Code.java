package dev.vigil.condition;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A compiled expression, by the type it gives; each type has its own way to say unknown. */
sealed interface Code extends Serializable {

  /** The value as {@link Expression} gives it; null where it is unknown. */
  @Nullable Object box(Reading reading, Stages stages);

  /** Gives a truth value, unknown among them. */
  @FunctionalInterface
  non-sealed interface OfBoolean extends Code, Condition {
    @Override
    default @Nullable Object box(Reading reading, Stages stages) {
      Truth truth = test(reading, stages);
      return truth == Truth.UNKNOWN ? null : (Object) truth.isTrue();
    }
  }

  /** Gives a double; NaN is unknown. */
  @FunctionalInterface
  non-sealed interface OfDouble extends Code {
    double value(Reading reading, Stages stages);

    @Override
    default @Nullable Object box(Reading reading, Stages stages) {
      double value = value(reading, stages);
      return Double.isNaN(value) ? null : (Object) value;
    }
  }

  /**
   * Gives an int. The one value that has no positive counterpart, −2^63, stands for unknown: a
   * second look-up of "known?" would cost more than that value is worth.
   */
  @FunctionalInterface
  non-sealed interface OfLong extends Code {
    long UNKNOWN = Long.MIN_VALUE;

    long value(Reading reading, Stages stages);

    @Override
    default @Nullable Object box(Reading reading, Stages stages) {
      long value = value(reading, stages);
      return value == UNKNOWN ? null : (Object) value;
    }
  }

  /** Gives a text; null is unknown. */
  @FunctionalInterface
  non-sealed interface OfText extends Code {
    @Nullable String value(Reading reading, Stages stages);

    @Override
    default @Nullable Object box(Reading reading, Stages stages) {
      return value(reading, stages);
    }
  }

  /** Gives any other value, as dev.cel's runtime has it; null is unknown. */
  @FunctionalInterface
  non-sealed interface OfObject extends Code {
    @Nullable Object value(Reading reading, Stages stages);

    @Override
    default @Nullable Object box(Reading reading, Stages stages) {
      return value(reading, stages);
    }
  }

  /** This code where the checker knows that it gives a truth value. */
  static OfBoolean asBoolean(Code code) {
    return code instanceof OfBoolean same
        ? same
        : (reading, stages) ->
            code.box(reading, stages) instanceof Boolean value ? Truth.of(value) : Truth.UNKNOWN;
  }

  /** This code where the checker knows that it gives a number; an int becomes a double. */
  static OfDouble asDouble(Code code) {
    if (code instanceof OfDouble same) {
      return same;
    }
    if (code instanceof OfLong whole) {
      return (reading, stages) -> {
        long value = whole.value(reading, stages);
        return value == OfLong.UNKNOWN ? Double.NaN : value;
      };
    }
    return (reading, stages) ->
        code.box(reading, stages) instanceof Number value ? value.doubleValue() : Double.NaN;
  }

  /** This code where the checker knows that it gives an int. */
  static OfLong asLong(Code code) {
    return code instanceof OfLong same
        ? same
        : (reading, stages) ->
            code.box(reading, stages) instanceof Long value ? value : OfLong.UNKNOWN;
  }

  /** This code where the checker knows that it gives a text. */
  static OfText asText(Code code) {
    return code instanceof OfText same
        ? same
        : (reading, stages) -> code.box(reading, stages) instanceof String value ? value : null;
  }
}
