package dev.vigil.signal;

/**
 * {@code stddev(field, D)}: the population standard deviation of the readings in the window, as
 * PromQL's {@code stddev_over_time}; 0 of one reading, unknown where one is infinite.
 */
final class Stddev extends WindowFunction {
  Stddev() {
    super("stddev", Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(24);
  }

  @Override
  public Signal create(SignalCall call) {
    return new Moments(call);
  }
}
