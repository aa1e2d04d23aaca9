package dev.vigil.signal;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;

/**
 * {@code quantile(q, field, D)}: of the readings in the window the one at rank {@code q * (n - 1)},
 * between two of them their weighted mean, as PromQL's {@code quantile_over_time}. Exact.
 */
final class Quantile extends OverReadings {
  Quantile() {
    super("quantile", Result.DOUBLE);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.QUANTILE, Parameter.FIELD, Parameter.WINDOW);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(24);
  }

  @Override
  void prepare(SharedWindow window) {
    window.keepOrder();
  }

  @Override
  double value(SharedWindow window, double parameter) {
    return window.quantile(parameter);
  }

  @Override
  FirstWindow readFirst(DataInput in) throws IOException {
    return FirstWindow.ofReadings(in);
  }
}
