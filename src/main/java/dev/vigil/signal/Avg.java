package dev.vigil.signal;

import java.io.DataInput;
import java.io.IOException;

/** {@code avg(field, D)}: the mean of the readings in the window. */
final class Avg extends OverReadings {
  Avg() {
    super("avg", Result.DOUBLE);
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
    return window.average();
  }

  @Override
  FirstWindow readFirst(DataInput in) throws IOException {
    return FirstWindow.ofSums(in);
  }
}
