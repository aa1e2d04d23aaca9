package dev.vigil.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A quantile of the readings in a window. */
final class SlidingQuantile extends WindowSignal {
  private final Timeline readings = new Timeline(1);
  private final QuantileHeaps heaps;

  SlidingQuantile(SignalCall call, double quantile) {
    super(call);
    this.heaps = new QuantileHeaps(quantile);
  }

  @Override
  void forget(long until) {
    while (!readings.isEmpty() && readings.time(0) <= until) {
      readings.removeOldest();
      heaps.removeOldest();
    }
  }

  @Override
  void take(long time, double value) {
    readings.add(time, value);
    heaps.add(value);
  }

  @Override
  public double number() {
    return heaps.value();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    readings.write(out);
  }

  @Override
  public void read(int version, DataInput in) throws IOException {
    requireVersion(version);
    readings.read(in);
    heaps.clear();
    for (int i = 0; i < readings.size(); i++) {
      heaps.add(readings.value(0, i));
    }
  }
}
