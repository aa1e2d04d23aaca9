package dev.vigil.signal;

import java.io.DataInput;
import java.io.IOException;

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
  void prepare(SharedWindow window) {
    window.keepSums();
  }

  @Override
  double value(SharedWindow window, double parameter) {
    return window.sum();
  }

  @Override
  FirstWindow readFirst(DataInput in) throws IOException {
    return FirstWindow.ofSums(in);
  }
}
