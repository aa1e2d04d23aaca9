package dev.vigil.condition;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import dev.vigil.signal.SignalCall;
import java.util.List;
import java.util.Objects;

/** What a quantity is of a reading, worked out from nothing but the reading. */
public final class NaiveQuantity {
  private NaiveQuantity() {}

  /**
   * The number; NaN where it is unknown.
   *
   * @param calls the signals of the reading, in the order of its slots
   */
  public static double of(Quantity quantity, Reading reading, List<SignalCall> calls) {
    if (quantity instanceof Quantity.OfField named) {
      Event event = reading.event();
      FieldType type = Objects.requireNonNull(event.schema().field(named.field())).type();
      return new FieldSlot(named.field(), type).number(event);
    }
    if (quantity instanceof Quantity.OfSignal signal) {
      double value = reading.signal(calls.indexOf(signal.call()));
      boolean whole = signal.call().result() == FieldType.INT && !Double.isNaN(value);
      return whole ? (long) value : value;
    }
    if (quantity instanceof Quantity.Constant constant) {
      return constant.value();
    }
    Quantity.Arithmetic both = (Quantity.Arithmetic) quantity;
    double left = of(both.left(), reading, calls);
    double right = of(both.right(), reading, calls);
    return switch (both.operator()) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      default -> right == 0 ? Double.NaN : left / right;
    };
  }
}
