package dev.vigil.signal;

import java.io.DataInput;
import java.io.IOException;

/**
 * {@code median(field, D)}: the middle reading of the window, or the mean of the middle two, from
 * its readings in order.
 */
final class Median extends OverReadings {
  Median() {
    super("median", Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(24);
  }

  @Override
  void prepare(SharedWindow window) {
    window.keepOrder();
  }

  @Override
  double value(SharedWindow window, double parameter) {
    return window.quantile(0.5);
  }

  @Override
  FirstWindow readFirst(DataInput in) throws IOException {
    return FirstWindow.ofReadings(in);
  }
}
