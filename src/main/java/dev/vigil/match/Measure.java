package dev.vigil.match;

import dev.vigil.condition.Quantity;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.signal.SignalCall;
import org.jspecify.annotations.Nullable;

/**
 * A quantity of the readings of one stream, by slots: where rules ask for the same one, they have
 * equal measures.
 */
sealed interface Measure {
  /**
   * The number of a reading; NaN where it is unknown.
   *
   * @param signals the key's signals by the slots of the group's layout
   */
  double of(Event event, double[] signals);

  /** A quantity of the rule's; null where the stream has no such field, so that it is unknown. */
  static @Nullable Measure of(Quantity quantity, HostedRule rule, Schema schema) {
    if (quantity instanceof Quantity.OfField named) {
      Field field = schema.field(named.field());
      return field == null ? null : new OfField(field.slot(), field.type() == FieldType.DOUBLE);
    }
    if (quantity instanceof Quantity.OfSignal known) {
      SignalCall call = known.call();
      return new OfSignal(rule.slot(call), call.result() == FieldType.INT);
    }
    if (quantity instanceof Quantity.Constant number) {
      return new OfNumber(number.value());
    }
    Quantity.Arithmetic both = (Quantity.Arithmetic) quantity;
    Measure left = of(both.left(), rule, schema);
    Measure right = of(both.right(), rule, schema);
    return left == null || right == null ? null : new OfBoth(both.operator(), left, right);
  }

  /** A field by its slot in the stream's events. */
  record OfField(int slot, boolean isDouble) implements Measure {
    @Override
    public double of(Event event, double[] signals) {
      if (!event.has(slot)) {
        return Double.NaN;
      }
      return isDouble ? event.getDouble(slot) : event.getLong(slot);
    }
  }

  /** A signal; conditions see an int as a long, and so without what follows the point. */
  record OfSignal(int slot, boolean isInt) implements Measure {
    @Override
    public double of(Event event, double[] signals) {
      double value = signals[slot];
      return isInt && !Double.isNaN(value) ? (long) value : value;
    }
  }

  /** A number written out. */
  record OfNumber(double value) implements Measure {
    @Override
    public double of(Event event, double[] signals) {
      return value;
    }
  }

  /** Two put together. */
  record OfBoth(char operator, Measure left, Measure right) implements Measure {
    @Override
    public double of(Event event, double[] signals) {
      double a = left.of(event, signals);
      double b = right.of(event, signals);
      return switch (operator) {
        case '+' -> a + b;
        case '-' -> a - b;
        case '*' -> a * b;
        default -> b == 0 ? Double.NaN : a / b;
      };
    }
  }
}
