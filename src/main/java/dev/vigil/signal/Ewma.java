package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code ewma(field, D)}: the mean of all readings so far, each weighing half as much for every D
 * that has passed since. An infinite reading is left out: it would never go away.
 */
final class Ewma extends WindowFunction {
  Ewma() {
    super("ewma", Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.numbers(3);
  }

  @Override
  public Signal create(SignalCall call) {
    FieldSlot field = call.slot();
    return new Signal() {
      private long last;
      private double weight;
      private double mean = Double.NaN;

      @Override
      public void update(Event event) {
        double value = field.number(event);
        if (!Double.isFinite(value)) {
          return;
        }
        double halvings = (event.timestamp() - last) / (double) call.window();
        weight = Double.isFinite(mean) ? weight * Math.pow(0.5, halvings) + 1 : 1;
        mean = weight == 1 ? value : towards(value);
        last = event.timestamp();
      }

      /** The mean with a value; the difference of two of the largest doubles is none. */
      private double towards(double value) {
        double difference = value - mean;
        return Double.isFinite(difference)
            ? mean + difference / weight
            : mean * (1 - 1 / weight) + value / weight;
      }

      @Override
      public double number() {
        return mean;
      }

      @Override
      public void write(DataOutput out) throws IOException {
        out.writeLong(last);
        out.writeDouble(weight);
        out.writeDouble(mean);
      }

      @Override
      public void read(int version, DataInput in) throws IOException {
        WindowSignal.requireVersion(version);
        last = in.readLong();
        weight = in.readDouble();
        mean = in.readDouble();
      }
    };
  }
}
