package dev.vigil.signal;

import java.util.List;

/**
 * {@code quantile(q, field, D)}: of the readings in the window the one at rank {@code q * (n - 1)},
 * between two of them their weighted mean, as PromQL's {@code quantile_over_time}. Exact; O(log n)
 * an update.
 */
final class Quantile extends WindowFunction {
  Quantile() {
    super("quantile", Result.DOUBLE);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(Parameter.QUANTILE, Parameter.FIELD, Parameter.WINDOW);
  }

  @Override
  public Kept kept(SignalCall call) {
    return Kept.readings(32);
  }

  @Override
  public Signal create(SignalCall call) {
    return new SlidingQuantile(call, call.parameter());
  }
}
