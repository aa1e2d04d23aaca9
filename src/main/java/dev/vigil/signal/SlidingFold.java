package dev.vigil.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A fold over a window that never subtracts, so that nothing drifts and an infinity leaves no trace
 * once it is out: the queue of two stacks (Tangwongsan et al., "General Incremental Sliding-Window
 * Aggregation", 2015). The older readings hold the fold of themselves and all older readings'
 * younger ones up to the split; the younger ones are folded as they come. Amortized O(1) an update.
 *
 * <p>A fold is a count and a few numbers.
 */
abstract class SlidingFold extends WindowSignal {
  private final int width;
  private final Timeline readings;
  private final double[] young;
  private final double[] left;
  private final double[] right;
  private final double[] merged;

  /** How many of the oldest readings hold folds. */
  private int folded;

  /**
   * An empty window.
   *
   * @param width how many numbers a fold has
   */
  SlidingFold(SignalCall call, int width) {
    super(call);
    this.width = width;
    this.readings = new Timeline(width);
    this.young = new double[width];
    this.left = new double[width];
    this.right = new double[width];
    this.merged = new double[width];
  }

  /** The fold of one reading. */
  void lift(long time, double value, double[] fold) {
    fold[0] = value;
  }

  /** Merges two folds that are not empty. */
  abstract void merge(
      int leftCount, double[] left, int rightCount, double[] right, double[] merged);

  /** The signal's value of a fold that is not empty. */
  abstract double value(int count, double[] fold);

  @Override
  final void forget(long until) {
    while (!readings.isEmpty() && readings.time(0) <= until) {
      if (folded == 0) {
        foldAll();
      }
      readings.removeOldest();
      folded--;
    }
  }

  private void foldAll() {
    int size = readings.size();
    for (int i = size - 2; i >= 0; i--) {
      load(i, left);
      load(i + 1, right);
      merge(1, left, size - 1 - i, right, merged);
      store(merged, i);
    }
    folded = size;
  }

  private void load(int index, double[] fold) {
    for (int n = 0; n < width; n++) {
      fold[n] = readings.value(n, index);
    }
  }

  private void store(double[] fold, int index) {
    for (int n = 0; n < width; n++) {
      readings.set(n, index, fold[n]);
    }
  }

  @Override
  final void take(long time, double value) {
    int count = readings.size() - folded;
    Arrays.fill(right, 0);
    lift(time, value, right);
    if (count == 0) {
      System.arraycopy(right, 0, young, 0, width);
    } else {
      merge(count, young, 1, right, merged);
      System.arraycopy(merged, 0, young, 0, width);
    }
    readings.add(time, value);
    store(right, readings.size() - 1);
  }

  @Override
  public final double number() {
    int count = readings.size() - folded;
    if (readings.isEmpty()) {
      return Double.NaN;
    }
    if (folded == 0) {
      return value(count, young);
    }
    load(0, left);
    if (count == 0) {
      return value(folded, left);
    }
    merge(folded, left, count, young, merged);
    return value(folded + count, merged);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeInt(folded);
    for (double number : young) {
      out.writeDouble(number);
    }
    readings.write(out);
  }

  @Override
  public void read(int version, DataInput in) throws IOException {
    requireVersion(version);
    folded = in.readInt();
    for (int n = 0; n < width; n++) {
      young[n] = in.readDouble();
    }
    readings.read(in);
  }
}
