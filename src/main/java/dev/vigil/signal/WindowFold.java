package dev.vigil.signal;

/**
 * Two numbers folded over a window that never subtracts, so that nothing drifts and an infinity
 * leaves no trace once it is out: the queue of two stacks (Tangwongsan et al., "General Incremental
 * Sliding-Window Aggregation", 2015). Each of the older readings has the fold of itself and of all
 * older readings that are younger; the younger ones are folded as they come. Amortized O(1) an
 * update.
 */
abstract class WindowFold {
  /** By place among the readings of the last {@link #turn}, the two numbers of each one's fold. */
  private double[] older = {};

  private double young;
  private double youngOther;

  /** The fold of the younger readings before the last one came. */
  private double before;

  private double beforeOther;

  /** The result of the last {@link #merge} or total. */
  double first;

  double second;

  /** Merges two folds that are not empty into {@link #first} and {@link #second}. */
  abstract void merge(
      int count, double one, double other, int nextCount, double nextOne, double nextOther);

  /** Makes the first so many readings the older ones; none is young then. */
  final void turn(Timeline readings, int count) {
    if (older.length < 2 * count) {
      older = new double[2 * Math.max(count, readings.capacity())];
    }
    first = readings.value(0, count - 1);
    second = 0;
    for (int i = count - 1; ; i--) {
      older[2 * i] = first;
      older[2 * i + 1] = second;
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
   * @param place of the oldest reading among those of the last turn
   * @param olders how many older readings there are
   * @param count how many young ones
   */
  final void total(int place, int olders, int count) {
    total(place, olders, count, young, youngOther);
  }

  /** The same without the youngest reading; {@code count} is that without it. */
  final void totalBefore(int place, int olders, int count) {
    total(place, olders, count, before, beforeOther);
  }

  private void total(int place, int olders, int count, double one, double other) {
    if (olders == 0) {
      first = one;
      second = other;
    } else if (count == 0) {
      first = older[2 * place];
      second = older[2 * place + 1];
    } else {
      merge(olders, older[2 * place], older[2 * place + 1], count, one, other);
    }
  }
}
