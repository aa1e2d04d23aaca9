package dev.vigil.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A fold over a window that never subtracts, so that nothing drifts and an infinity leaves no trace
 * once it is out: the queue of two stacks (Tangwongsan et al., "General Incremental Sliding-Window
 * Aggregation", 2015). The older readings hold the fold of themselves and all older readings'
 * younger ones up to the split; the younger ones are folded as they come. Amortized O(1) an update.
 *
 * <p>A fold is a count and two numbers.
 */
abstract class SlidingFold extends WindowSignal {
  private static final int FIRST = 0;
  private static final int SECOND = 1;

  private final Timeline readings = new Timeline(2);

  /** How many of the oldest readings hold folds. */
  private int folded;

  private double youngFirst;
  private double youngSecond;

  /** The result of the last {@link #merge}. */
  double mergedFirst;

  double mergedSecond;

  SlidingFold(SignalCall call) {
    super(call);
  }

  /**
   * Merges two folds that are not empty into {@link #mergedFirst} and {@link #mergedSecond}. One
   * reading is the fold (1, value, 0).
   */
  abstract void merge(
      int leftCount,
      double leftFirst,
      double leftSecond,
      int rightCount,
      double rightFirst,
      double rightSecond);

  /** The signal's value of a fold that is not empty. */
  abstract double value(int count, double first, double second);

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
      merge(
          1,
          readings.value(FIRST, i),
          0,
          size - 1 - i,
          readings.value(FIRST, i + 1),
          readings.value(SECOND, i + 1));
      readings.set(FIRST, i, mergedFirst);
      readings.set(SECOND, i, mergedSecond);
    }
    folded = size;
  }

  @Override
  final void take(long time, double value) {
    int young = readings.size() - folded;
    if (young == 0) {
      youngFirst = value;
      youngSecond = 0;
    } else {
      merge(young, youngFirst, youngSecond, 1, value, 0);
      youngFirst = mergedFirst;
      youngSecond = mergedSecond;
    }
    readings.add(time, value);
  }

  @Override
  public final double number() {
    int young = readings.size() - folded;
    if (readings.isEmpty()) {
      return Double.NaN;
    }
    if (folded == 0) {
      return value(young, youngFirst, youngSecond);
    }
    double first = readings.value(FIRST, 0);
    double second = readings.value(SECOND, 0);
    if (young == 0) {
      return value(folded, first, second);
    }
    merge(folded, first, second, young, youngFirst, youngSecond);
    return value(folded + young, mergedFirst, mergedSecond);
  }

  @Override
  public final void write(DataOutput out) throws IOException {
    out.writeInt(folded);
    out.writeDouble(youngFirst);
    out.writeDouble(youngSecond);
    readings.write(out);
  }

  @Override
  public final void read(int version, DataInput in) throws IOException {
    requireVersion(version);
    folded = in.readInt();
    youngFirst = in.readDouble();
    youngSecond = in.readDouble();
    readings.read(in);
  }
}
