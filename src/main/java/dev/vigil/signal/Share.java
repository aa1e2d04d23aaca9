package dev.vigil.signal;

import java.util.List;

/**
 * {@code share(condition, D)}: the fraction, from 0 to 1, of the readings in the window for which
 * the condition held. A reading of which that is unknown is none.
 */
final class Share extends WindowFunction {
  Share() {
    super("share", Result.DOUBLE);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.CONDITION, Parameter.WINDOW);
  }

  @Override
  public Signal create(SignalCall call) {
    return new Held.Tally(call) {
      @Override
      public double number() {
        return readings() == 0 ? Double.NaN : (double) held() / readings();
      }
    };
  }
}
