package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import dev.vigil.serial.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values of a field that are only told apart: texts, and all else as doubles. */
final class Values {
  private Values() {}

  /** A text or a double, or null where the field is missing. Both zeros are one. */
  static @Nullable Object of(FieldSlot field, Event event) {
    if (field.type().isText()) {
      return field.text(event);
    }
    double number = field.number(event);
    return Double.isNaN(number) ? null : (Object) (number + 0.0);
  }

  static void write(Object value, DataOutput out) throws IOException {
    if (value instanceof String text) {
      Texts.write(text, out);
    } else {
      out.writeDouble((Double) value);
    }
  }

  static Object read(FieldType type, DataInput in) throws IOException {
    return type.isText() ? Texts.readPresent(in) : (Object) in.readDouble();
  }
}
