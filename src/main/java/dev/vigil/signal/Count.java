package dev.vigil.signal;

import dev.vigil.event.FieldType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** {@code count(field, D)}: how many readings in the window have the field; 0 where none. */
final class Count extends WindowFunction {
  Count() {
    super("count", Result.INT);
  }

  @Override
  public Set<FieldType> accepts() {
    return EnumSet.allOf(FieldType.class);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(8);
  }

  @Override
  public Signal create(SignalCall call) {
    return new WindowSignal(call) {
      private final Timeline times = new Timeline(0);

      @Override
      void forget(long until) {
        while (!times.isEmpty() && times.time(0) <= until) {
          times.removeOldest();
        }
      }

      @Override
      void take(long time, double value) {
        times.add(time, 0);
      }

      @Override
      public double number() {
        return times.size();
      }

      @Override
      public void write(DataOutput out) throws IOException {
        times.write(out);
      }

      @Override
      public void read(int version, DataInput in) throws IOException {
        requireVersion(version);
        times.read(in);
      }
    };
  }
}
