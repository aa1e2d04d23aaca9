package dev.vigil.condition;

import dev.vigil.signal.SignalCall;
import java.io.Serializable;

/**
 * A number that a condition compares, in a form that an index can tell apart and work out by
 * itself: once for all conditions that compare it. It is the double that the condition has, and NaN
 * where that is unknown.
 */
public sealed interface Quantity extends Serializable {
  /** A field of the reading; a boolean one is 0 or 1. */
  record OfField(String field) implements Quantity {
    @Override
    public String toString() {
      return field;
    }
  }

  /** A numeric or boolean signal. */
  record OfSignal(SignalCall call) implements Quantity {
    @Override
    public String toString() {
      return call.id();
    }
  }

  /** A number written out. */
  record Constant(double value) implements Quantity {
    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /**
   * Two quantities put together, as doubles.
   *
   * @param operator one of {@code + - * /}; what is divided by zero is unknown
   */
  record Arithmetic(char operator, Quantity left, Quantity right) implements Quantity {
    @Override
    public String toString() {
      return "(" + left + " " + operator + " " + right + ")";
    }
  }
}
