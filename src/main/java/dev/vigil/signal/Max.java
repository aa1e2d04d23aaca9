package dev.vigil.signal;

/** {@code max(field, D)}: the largest reading in the window. */
final class Max extends WindowFunction {
  Max() {
    super("max", Result.FIELD);
  }

  @Override
  public Kept kept(SignalCall call) {
    return new Kept("readings that may yet be the largest", Kept.WINDOW, 16);
  }

  @Override
  public Signal create(SignalCall call) {
    return new Extreme(call, 1);
  }
}
