package dev.vigil.signal;

/** {@code sum(field, D)}: the sum of the readings in the window; unknown, as in SQL, of none. */
final class Sum extends WindowFunction {
  Sum() {
    super("sum", Result.FIELD);
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
        return total(fold);
      }
    };
  }
}
