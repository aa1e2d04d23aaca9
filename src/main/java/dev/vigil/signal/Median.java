package dev.vigil.signal;

/**
 * {@code median(field, D)}: the middle reading of the window, or the mean of the middle two. O(log
 * n) an update.
 */
final class Median extends WindowFunction {
  Median() {
    super("median", Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(32);
  }

  @Override
  public Signal create(SignalCall call) {
    return new SlidingQuantile(call, 0.5);
  }
}
