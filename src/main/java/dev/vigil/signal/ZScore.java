package dev.vigil.signal;

import java.io.DataInput;
import java.io.IOException;

/**
 * {@code zscore(field, D)}: how many standard deviations this reading lies from the mean of the
 * readings before it in (t−D, t]; unknown while these do not differ.
 */
final class ZScore extends OverReadings {
  ZScore() {
    super("zscore", Result.DOUBLE);
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
    return window.score();
  }

  @Override
  FirstWindow readFirst(DataInput in) throws IOException {
    in.readDouble(); // the last score
    return FirstWindow.ofMoments(in);
  }
}
