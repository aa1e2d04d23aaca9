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

/**
 * {@code delta(field)}: this reading less the one before; unknown at an event without the field.
 */
final class Delta implements SignalFunction {
  @Override
  public String name() {
    return "delta";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.FIELD);
  }

  @Override
  public Result result() {
    return Result.FIELD;
  }

  @Override
  public Set<FieldType> accepts() {
    return EnumSet.of(FieldType.DOUBLE, FieldType.INT);
  }

  @Override
  public Signal create(SignalCall call) {
    FieldSlot field = call.slot();
    return new Signal() {
      private double last = Double.NaN;
      private double delta = Double.NaN;

      @Override
      public void update(Event event) {
        double value = field.number(event);
        delta = value - last;
        if (!Double.isNaN(value)) {
          last = value;
        }
      }

      @Override
      public double number() {
        return delta;
      }

      @Override
      public void write(DataOutput out) throws IOException {
        out.writeDouble(last);
        out.writeDouble(delta);
      }

      @Override
      public void read(int version, DataInput in) throws IOException {
        WindowSignal.requireVersion(version);
        last = in.readDouble();
        delta = in.readDouble();
      }
    };
  }
}
