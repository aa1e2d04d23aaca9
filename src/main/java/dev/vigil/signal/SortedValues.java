package dev.vigil.signal;

import java.util.Arrays;

/**
 * Numbers in ascending order, both zeros alike, in blocks of some hundred: a number is found by two
 * binary searches, and only its block is moved. Most windows are one block of a few cache lines.
 */
final class SortedValues {
  private static final int FIRST_CAPACITY = 8;
  private static final int MOST = 512;
  private static final int RUN = 64;
  private static final double[] NONE = {};

  private double[] first = new double[FIRST_CAPACITY];
  private int firstCount;

  /** The blocks after the first. */
  private double[][] rest = {};

  private int[] restCounts = {};
  private int used = 1;
  private int size;

  void add(double number) {
    double value = number + 0.0;
    int index = indexOf(value);
    if (count(index) == MOST) {
      split(index);
      index = indexOf(value);
    }
    double[] block = block(index);
    int count = count(index);
    if (count == block.length) {
      block = Arrays.copyOf(block, count * 2);
    }
    int place = place(block, count, value);
    System.arraycopy(block, place, block, place + 1, count - place);
    block[place] = value;
    put(index, block, count + 1);
    size++;
  }

  /** Removes a number that is there. */
  void remove(double number) {
    double value = number + 0.0;
    int index = indexOf(value);
    double[] block = block(index);
    int after = count(index) - 1;
    int place = place(block, after + 1, value);
    System.arraycopy(block, place + 1, block, place, after - place);
    put(index, block, after);
    size--;
    if (after == 0 && used > 1) {
      drop(index);
    }
  }

  void clear() {
    used = 1;
    firstCount = 0;
    size = 0;
  }

  /**
   * The number at rank {@code quantile * (n - 1)}, between two of them their weighted mean, as
   * PromQL's {@code quantile_over_time}, and never outside the two; NaN of none.
   */
  double quantile(double quantile) {
    if (size == 0) {
      return Double.NaN;
    }
    double rank = quantile * (size - 1);
    int below = (int) Math.floor(rank);
    double weight = rank - below;
    double low = at(below);
    double high = weight == 0 ? low : at(below + 1);
    return low == high ? low : Math.max(low, Math.min(high, low * (1 - weight) + high * weight));
  }

  private double at(int rank) {
    int index = 0;
    int left = rank;
    while (left >= count(index)) {
      left -= count(index++);
    }
    return block(index)[left];
  }

  private double[] block(int index) {
    return index == 0 ? first : rest[index - 1];
  }

  private int count(int index) {
    return index == 0 ? firstCount : restCounts[index - 1];
  }

  private void put(int index, double[] block, int count) {
    if (index == 0) {
      first = block;
      firstCount = count;
    } else {
      rest[index - 1] = block;
      restCounts[index - 1] = count;
    }
  }

  /** The first block whose last number is not below the value, or the last. */
  private int indexOf(double value) {
    int low = 0;
    int high = used - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (block(middle)[count(middle) - 1] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first place of a number that is not below the value. */
  private static int place(double[] block, int count, double value) {
    int from = 0;
    int to = count;
    while (to - from > RUN) {
      int middle = (from + to) >>> 1;
      if (block[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    // A run is read ahead, and only its end is a branch that is not foreseen.
    while (from < to && block[from] < value) {
      from++;
    }
    return from;
  }

  private void split(int index) {
    if (used > rest.length) {
      rest = Arrays.copyOf(rest, used * 2);
      restCounts = Arrays.copyOf(restCounts, used * 2);
    }
    System.arraycopy(rest, index, rest, index + 1, used - index - 1);
    System.arraycopy(restCounts, index, restCounts, index + 1, used - index - 1);
    double[] next = new double[MOST];
    System.arraycopy(block(index), MOST / 2, next, 0, MOST / 2);
    used++;
    put(index, block(index), MOST / 2);
    put(index + 1, next, MOST / 2);
  }

  private void drop(int index) {
    if (index == 0) {
      put(0, rest[0], restCounts[0]);
      drop(1);
      return;
    }
    used--;
    System.arraycopy(rest, index, rest, index - 1, used - index);
    System.arraycopy(restCounts, index, restCounts, index - 1, used - index);
    rest[used - 1] = NONE;
  }
}
