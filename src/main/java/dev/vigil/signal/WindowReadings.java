package dev.vigil.signal;

/** The readings of a window, for the signals that share them; a rule cannot write its name. */
final class WindowReadings extends WindowFunction {
  static final String NAME = "@readings";

  WindowReadings() {
    super(NAME, Result.DOUBLE);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(16);
  }

  @Override
  public Signal create(SignalCall call) {
    return new SharedWindow(call);
  }
}
