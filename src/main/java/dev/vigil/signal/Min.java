package dev.vigil.signal;

/** {@code min(field, D)}: the smallest reading in the window. */
final class Min extends WindowFunction {
  Min() {
    super("min", Result.FIELD);
  }

  @Override
  public Kept kept(SignalCall call) {
    return new Kept("readings that may yet be the smallest", Kept.WINDOW, 16);
  }

  @Override
  public Signal create(SignalCall call) {
    return new Extreme(call, -1);
  }
}
