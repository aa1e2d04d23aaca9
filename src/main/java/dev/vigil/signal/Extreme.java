package dev.vigil.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The largest (sign 1) or smallest (sign −1) reading of a window: keeps only readings that can
 * still become it, in falling order, so that an update is amortized O(1).
 */
final class Extreme extends WindowSignal {
  private final int sign;
  private final Timeline candidates = new Timeline(1);

  Extreme(SignalCall call, int sign) {
    super(call);
    this.sign = sign;
  }

  @Override
  void forget(long until) {
    while (!candidates.isEmpty() && candidates.time(0) <= until) {
      candidates.removeOldest();
    }
  }

  @Override
  void take(long time, double value) {
    while (!candidates.isEmpty()
        && sign * Double.compare(candidates.value(0, candidates.size() - 1), value) <= 0) {
      candidates.removeNewest();
    }
    candidates.add(time, value);
  }

  @Override
  public double number() {
    return candidates.isEmpty() ? Double.NaN : candidates.value(0, 0);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    candidates.write(out);
  }

  @Override
  public void read(int version, DataInput in) throws IOException {
    requireVersion(version);
    candidates.read(in);
  }
}
