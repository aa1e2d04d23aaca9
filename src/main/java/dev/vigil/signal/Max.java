package dev.vigil.signal;

/** {@code max(field, D)}: the largest reading in the window. */
final class Max extends WindowFunction {
  Max() {
    super("max", Result.FIELD);
  }

  @Override
  public Signal create(SignalCall call) {
    return new Extreme(call, 1);
  }
}
