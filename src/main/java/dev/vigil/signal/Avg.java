package dev.vigil.signal;

/** {@code avg(field, D)}: the mean of the readings in the window. */
final class Avg extends WindowFunction {
  Avg() {
    super("avg", Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(24);
  }

  @Override
  public Signal create(SignalCall call) {
    return new CompensatedSum(call) {
      @Override
      double value(int count, double[] fold) {
        return total(fold) / count;
      }
    };
  }
}
