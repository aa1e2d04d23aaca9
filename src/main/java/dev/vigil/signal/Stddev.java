package dev.vigil.signal;

import java.io.DataInput;
import java.io.IOException;

/**
 * {@code stddev(field, D)}: the population standard deviation of the readings in the window, as
 * PromQL's {@code stddev_over_time}; 0 of one reading, unknown where one is infinite.
 */
final class Stddev extends OverReadings {
  Stddev() {
    super("stddev", Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(32);
  }

  @Override
  void prepare(SharedWindow window) {
    window.keepMoments();
  }

  @Override
  double value(SharedWindow window, double parameter) {
    return window.deviation();
  }

  @Override
  FirstWindow readFirst(DataInput in) throws IOException {
    return FirstWindow.ofMoments(in);
  }
}
