package dev.vigil.signal;

import java.io.DataInput;
import java.io.IOException;
import java.util.function.IntToDoubleFunction;

/**
 * The readings of a window as they were written before windows were shared, by a signal for itself.
 * Where it kept folds in place of its older readings, these are told from what two folds differ by,
 * and so to a rounding error.
 *
 * @param folded how many of the oldest readings it kept folds of
 * @param isExact whether they are the readings to the bit
 */
record FirstWindow(Timeline readings, int folded, boolean isExact) {

  /** What a quantile wrote: its readings. */
  static FirstWindow ofReadings(DataInput in) throws IOException {
    Timeline readings = new Timeline(1);
    readings.read(in);
    return new FirstWindow(readings, 0, true);
  }

  /** What a sum wrote, with the errors of sums beside. */
  static FirstWindow ofSums(DataInput in) throws IOException {
    int folded = skipFold(in);
    Timeline sums = new Timeline(2);
    sums.read(in);
    return unfolded(
        sums,
        folded,
        i -> {
          double difference = sums.value(0, i) - sums.value(0, i + 1);
          double virtual = difference - sums.value(0, i);
          double lost =
              (sums.value(0, i) - (difference - virtual)) - (sums.value(0, i + 1) + virtual);
          return difference + (lost + (sums.value(1, i) - sums.value(1, i + 1)));
        });
  }

  /** What a deviation wrote: means, and sums of squares. */
  static FirstWindow ofMoments(DataInput in) throws IOException {
    int folded = skipFold(in);
    Timeline moments = new Timeline(2);
    moments.read(in);
    return unfolded(
        moments,
        folded,
        i -> {
          double mean = moments.value(0, i + 1);
          return mean + (moments.value(0, i) - mean) * (folded - i);
        });
  }

  /** How many readings are folded; the fold of the others is made again. */
  private static int skipFold(DataInput in) throws IOException {
    int folded = in.readInt();
    in.readDouble();
    in.readDouble();
    return folded;
  }

  private static FirstWindow unfolded(Timeline folds, int folded, IntToDoubleFunction reading) {
    Timeline readings = new Timeline(1);
    for (int i = 0; i < folds.size(); i++) {
      double fold = folds.value(0, i);
      boolean hasNext = i + 1 < folded;
      if (hasNext && Double.isFinite(fold)) {
        readings.add(folds.time(i), reading.applyAsDouble(i));
      } else {
        readings.add(folds.time(i), hasNext ? infinite(fold, folds.value(0, i + 1)) : fold);
      }
    }
    return new FirstWindow(readings, folded, false);
  }

  /**
   * A reading whose fold is not finite. Behind a younger one that is infinite any number will do:
   * it is out before that one, and until then the fold is the same.
   */
  private static double infinite(double fold, double next) {
    if (Double.isFinite(next)) {
      return fold;
    }
    return Double.isNaN(fold) && Double.isInfinite(next) ? -next : 0;
  }
}
