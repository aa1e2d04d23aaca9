package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code changed(field)}: whether the reading differs from the one before; unknown at the first,
 * and at an event without the field.
 */
final class Changed implements SignalFunction {
  @Override
  public String name() {
    return "changed";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FIELD);
  }

  @Override
  public Result result() {
    return Result.BOOLEAN;
  }

  @Override
  public Set<FieldType> accepts() {
    return EnumSet.complementOf(EnumSet.of(FieldType.GEO_POINT));
  }

  @Override
  public Signal create(SignalCall call) {
    FieldSlot field = call.slot();
    return new Signal() {
      private @Nullable Object last;
      private double changed = Double.NaN;

      @Override
      public void update(Event event) {
        Object value = Values.of(field, event);
        if (value == null || last == null) {
          changed = Double.NaN;
        } else {
          changed = value.equals(last) ? 0 : 1;
        }
        last = value == null ? last : value;
      }

      @Override
      public double number() {
        return changed;
      }

      @Override
      public void write(DataOutput out) throws IOException {
        out.writeDouble(changed);
        out.writeBoolean(last != null);
        if (last != null) {
          Values.write(last, out);
        }
      }

      @Override
      public void read(int version, DataInput in) throws IOException {
        WindowSignal.requireVersion(version);
        changed = in.readDouble();
        last = in.readBoolean() ? Values.read(call.type(), in) : null;
      }
    };
  }
}
