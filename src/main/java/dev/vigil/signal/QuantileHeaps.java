package dev.vigil.signal;

import java.util.Arrays;

/**
 * A quantile of a queue of numbers in O(log n): a heap of the numbers up to it with its largest on
 * top, a heap of those beyond with its smallest, and where in them each number of the queue is, so
 * that the oldest can be taken out.
 */
final class QuantileHeaps {
  private static final int FIRST_CAPACITY = 8;

  /** Numbers of the queue, in a ring. */
  private double[] values = new double[FIRST_CAPACITY];

  /** Index in its heap of the number at a place of the ring; {@code ~index} in the upper one. */
  private int[] where = new int[FIRST_CAPACITY];

  private int head;
  private int size;

  private final double quantile;
  private final Heap lower = new Heap(false);
  private final Heap upper = new Heap(true);

  /**
   * Heaps of an empty queue.
   *
   * @param quantile from 0 to 1
   */
  QuantileHeaps(double quantile) {
    this.quantile = quantile;
  }

  void add(double value) {
    if (size == values.length) {
      grow();
    }
    int place = (head + size++) & (values.length - 1);
    values[place] = value;
    boolean isLow = lower.count == 0 || Double.compare(value, values[lower.places[0]]) <= 0;
    (isLow ? lower : upper).add(place);
    balance();
  }

  void removeOldest() {
    int index = where[head];
    if (index >= 0) {
      lower.remove(index);
    } else {
      upper.remove(~index);
    }
    head = (head + 1) & (values.length - 1);
    size--;
    balance();
  }

  void clear() {
    head = 0;
    size = 0;
    lower.count = 0;
    upper.count = 0;
  }

  /**
   * The number at rank {@code quantile * (n - 1)}, between two of them their weighted mean, as
   * PromQL's {@code quantile_over_time}; NaN of none.
   */
  double value() {
    if (size == 0) {
      return Double.NaN;
    }
    double low = values[lower.places[0]];
    double rank = quantile * (size - 1);
    double weight = rank - Math.floor(rank);
    return weight == 0 ? low : low * (1 - weight) + values[upper.places[0]] * weight;
  }

  /** The lower heap has the numbers up to the rank. */
  private void balance() {
    int wanted = size == 0 ? 0 : (int) Math.floor(quantile * (size - 1)) + 1;
    while (lower.count > wanted) {
      upper.add(lower.remove(0));
    }
    while (lower.count < wanted) {
      lower.add(upper.remove(0));
    }
  }

  /** Unrolls the ring into one twice as large; places change, so the heaps are told. */
  private void grow() {
    int capacity = values.length;
    double[] nextValues = new double[capacity * 2];
    int[] nextWhere = new int[capacity * 2];
    for (int i = 0; i < size; i++) {
      int place = (head + i) & (capacity - 1);
      nextValues[i] = values[place];
      nextWhere[i] = where[place];
      int index = where[place];
      if (index >= 0) {
        lower.places[index] = i;
      } else {
        upper.places[~index] = i;
      }
    }
    values = nextValues;
    where = nextWhere;
    head = 0;
  }

  /** A binary heap of places of the ring. */
  private final class Heap {
    private final boolean smallestFirst;
    private int[] places = new int[FIRST_CAPACITY];
    private int count;

    Heap(boolean smallestFirst) {
      this.smallestFirst = smallestFirst;
    }

    void add(int place) {
      if (count == places.length) {
        places = Arrays.copyOf(places, count * 2);
      }
      put(count++, place);
      up(count - 1);
    }

    int remove(int index) {
      int removed = places[index];
      int last = places[--count];
      if (index < count) {
        put(index, last);
        up(index);
        down(where(last));
      }
      return removed;
    }

    private int where(int place) {
      return smallestFirst ? ~where[place] : where[place];
    }

    private void put(int index, int place) {
      places[index] = place;
      where[place] = smallestFirst ? ~index : index;
    }

    private boolean before(int a, int b) {
      int order = Double.compare(values[a], values[b]);
      return smallestFirst ? order < 0 : order > 0;
    }

    private void up(int from) {
      int index = from;
      int place = places[index];
      while (index > 0 && before(place, places[(index - 1) >>> 1])) {
        put(index, places[(index - 1) >>> 1]);
        index = (index - 1) >>> 1;
      }
      put(index, place);
    }

    private void down(int from) {
      int index = from;
      int place = places[index];
      while (2 * index + 1 < count) {
        int child = 2 * index + 1;
        if (child + 1 < count && before(places[child + 1], places[child])) {
          child++;
        }
        if (!before(places[child], place)) {
          break;
        }
        put(index, places[child]);
        index = child;
      }
      put(index, place);
    }
  }
}
