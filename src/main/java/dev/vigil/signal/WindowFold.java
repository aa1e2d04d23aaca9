package dev.vigil.signal;

/**
 * Two numbers folded over a window that never subtracts, so that nothing drifts and an infinity
 * leaves no trace once it is out: the queue of two stacks (Tangwongsan et al., "General Incremental
 * Sliding-Window Aggregation", 2015). Each of the older readings has the fold of itself and of all
 * older readings that are younger, beside it in the queue; the younger ones are folded as they
 * come. Amortized O(1) an update.
 */
abstract class WindowFold {
  /** Where the queue has the first number of a reading's fold; the other is in the next column. */
  private final int column;

  private double young;
  private double youngOther;

  /** The fold of the younger readings before the last one came. */
  private double before;

  private double beforeOther;

  /** The result of the last {@link #merge} or total. */
  double first;

  double second;

  WindowFold(int column) {
    this.column = column;
  }

  /** Merges two folds that are not empty into {@link #first} and {@link #second}. */
  abstract void merge(
      int count, double one, double other, int nextCount, double nextOne, double nextOther);

  /** Makes the first so many readings the older ones; none is young then. */
  final void turn(Timeline readings, int count) {
    first = readings.value(0, count - 1);
    second = 0;
    for (int i = count - 1; ; i--) {
      readings.set(column, i, first);
      readings.set(column + 1, i, second);
      if (i == 0) {
        return;
      }
      merge(1, readings.value(0, i - 1), 0, count - i, first, second);
    }
  }

  /**
   * Takes the next reading.
   *
   * @param count how many young ones there are before it
   */
  final void take(int count, double value) {
    before = young;
    beforeOther = youngOther;
    if (count == 0) {
      young = value;
      youngOther = 0;
    } else {
      merge(count, young, youngOther, 1, value, 0);
      young = first;
      youngOther = second;
    }
  }

  /**
   * The fold of the whole window, which is not empty.
   *
   * @param older how many older readings there are
   * @param count how many young ones
   */
  final void total(Timeline readings, int older, int count) {
    total(readings, older, count, young, youngOther);
  }

  /** The same without the youngest reading; {@code count} is that without it. */
  final void totalBefore(Timeline readings, int older, int count) {
    total(readings, older, count, before, beforeOther);
  }

  private void total(Timeline readings, int older, int count, double one, double other) {
    if (older == 0) {
      first = one;
      second = other;
    } else {
      first = readings.value(column, 0);
      second = readings.value(column + 1, 0);
      if (count > 0) {
        merge(older, first, second, count, one, other);
      }
    }
  }
}
