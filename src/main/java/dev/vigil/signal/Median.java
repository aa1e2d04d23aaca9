package dev.vigil.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code median(field, D)}: the middle reading of the window, or the mean of the middle two. O(log
 * n) an update.
 */
final class Median extends WindowFunction {
  Median() {
    super("median", Result.DOUBLE);
  }

  @Override
  public Signal create(SignalCall call) {
    return new WindowSignal(call) {
      private final Timeline readings = new Timeline(1);
      private final MedianHeaps heaps = new MedianHeaps();

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
        return heaps.median();
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
    };
  }
}
