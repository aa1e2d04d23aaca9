package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code gap()}: seconds since the key's reading before this one; unknown at the first. */
final class Gap implements SignalFunction {
  @Override
  public String name() {
    return "gap";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public Result result() {
    return Result.DOUBLE;
  }

  @Override
  public Set<FieldType> accepts() {
    return EnumSet.noneOf(FieldType.class);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.numbers(2);
  }

  @Override
  public Signal create(SignalCall call) {
    return new Signal() {
      private static final long NONE = Long.MIN_VALUE;
      private long last = NONE;
      private double gap = Double.NaN;

      @Override
      public void update(Event event) {
        gap = last == NONE ? Double.NaN : (event.timestamp() - last) / 1_000.0;
        last = event.timestamp();
      }

      @Override
      public double number() {
        return gap;
      }

      @Override
      public void write(DataOutput out) throws IOException {
        out.writeLong(last);
        out.writeDouble(gap);
      }

      @Override
      public void read(int version, DataInput in) throws IOException {
        WindowSignal.requireVersion(version);
        last = in.readLong();
        gap = in.readDouble();
      }
    };
  }
}
