package dev.vigil.signal;

import java.util.Arrays;

/**
 * Numbers in ascending order, both zeros alike, in blocks of some hundred: a number is found by two
 * binary searches, and only its block is moved. Most windows are one block of a few cache lines.
 */
final class SortedValues {
  private static final int FIRST_CAPACITY = 8;
  private static final int MOST = 512;

  private double[][] blocks = {new double[FIRST_CAPACITY]};
  private int[] counts = {0};
  private int used = 1;
  private int size;

  void add(double number) {
    double value = number + 0.0;
    int index = block(value);
    if (counts[index] == MOST) {
      split(index);
      index = block(value);
    }
    double[] block = blocks[index];
    int count = counts[index];
    if (count == block.length) {
      block = Arrays.copyOf(block, count * 2);
      blocks[index] = block;
    }
    int place = place(block, count, value);
    System.arraycopy(block, place, block, place + 1, count - place);
    block[place] = value;
    counts[index]++;
    size++;
  }

  /** Removes a number that is there. */
  void remove(double number) {
    double value = number + 0.0;
    int index = block(value);
    double[] block = blocks[index];
    int place = place(block, counts[index], value);
    int after = --counts[index];
    System.arraycopy(block, place + 1, block, place, after - place);
    size--;
    if (after == 0 && used > 1) {
      drop(index);
    }
  }

  void clear() {
    used = 1;
    counts[0] = 0;
    size = 0;
  }

  /**
   * The number at rank {@code quantile * (n - 1)}, between two of them their weighted mean, as
   * PromQL's {@code quantile_over_time}; NaN of none.
   */
  double quantile(double quantile) {
    if (size == 0) {
      return Double.NaN;
    }
    double rank = quantile * (size - 1);
    int below = (int) Math.floor(rank);
    double weight = rank - below;
    double low = at(below);
    return weight == 0 ? low : low * (1 - weight) + at(below + 1) * weight;
  }

  private double at(int rank) {
    int index = 0;
    int left = rank;
    while (left >= counts[index]) {
      left -= counts[index++];
    }
    return blocks[index][left];
  }

  /** The first block whose last number is not below the value, or the last. */
  private int block(double value) {
    int low = 0;
    int high = used - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks[middle][counts[middle] - 1] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first place of a number that is not below the value. */
  private static int place(double[] block, int count, double value) {
    // No branch hangs on what is compared: half of the guesses of a processor would be wrong.
    int from = 0;
    int left = count;
    while (left > 1) {
      int half = left >>> 1;
      from += block[from + half - 1] < value ? half : 0;
      left -= half;
    }
    return left == 1 && block[from] < value ? from + 1 : from;
  }

  private void split(int index) {
    if (used == blocks.length) {
      blocks = Arrays.copyOf(blocks, used * 2);
      counts = Arrays.copyOf(counts, used * 2);
    }
    System.arraycopy(blocks, index + 1, blocks, index + 2, used - index - 1);
    System.arraycopy(counts, index + 1, counts, index + 2, used - index - 1);
    double[] next = new double[MOST];
    System.arraycopy(blocks[index], MOST / 2, next, 0, MOST / 2);
    blocks[index + 1] = next;
    counts[index + 1] = MOST / 2;
    counts[index] = MOST / 2;
    used++;
  }

  private void drop(int index) {
    used--;
    System.arraycopy(blocks, index + 1, blocks, index, used - index);
    System.arraycopy(counts, index + 1, counts, index, used - index);
    blocks[used] = new double[0];
  }
}
