package dev.vigil.signal;

import java.io.DataInput;
import java.io.IOException;
import java.util.function.DoubleSupplier;

/** {@code sum(field, D)}: the sum of the readings in the window; unknown, as in SQL, of none. */
final class Sum extends OverReadings {
  Sum() {
    super("sum", Result.FIELD);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(32);
  }

  @Override
  DoubleSupplier value(SharedWindow window, SignalCall call) {
    return window.sum();
  }

  @Override
  FirstWindow readFirst(DataInput in) throws IOException {
    return FirstWindow.ofSums(in);
  }
}
