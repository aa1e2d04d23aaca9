package dev.vigil.signal;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code zscore(field, D)}: how many standard deviations this reading lies from the mean of the
 * readings before it in (t−D, t]; unknown while these do not differ.
 */
final class ZScore extends WindowFunction {
  ZScore() {
    super("zscore", Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(24);
  }

  @Override
  public Signal create(SignalCall call) {
    FieldSlot field = new FieldSlot(call.field(), call.type());
    return new Signal() {
      private final Before before = new Before(call);
      private double score = Double.NaN;

      @Override
      public void update(Event event) {
        before.forget(event.timestamp() - call.window());
        score = before.score(field.number(event));
        before.update(event);
      }

      @Override
      public double number() {
        return score;
      }

      @Override
      public void write(DataOutput out) throws IOException {
        out.writeDouble(score);
        before.write(out);
      }

      @Override
      public void read(int version, DataInput in) throws IOException {
        WindowSignal.requireVersion(version);
        score = in.readDouble();
        before.read(version, in);
      }
    };
  }

  /** The window without the reading that is scored: its value is that reading's score. */
  private static final class Before extends Moments {
    private double scored;

    Before(SignalCall call) {
      super(call);
    }

    double score(double value) {
      scored = value;
      return number();
    }

    @Override
    double value(int count, double[] fold) {
      double deviation = deviation(count, fold);
      return deviation > 0 ? (scored - mean(fold)) / deviation : Double.NaN;
    }
  }
}
