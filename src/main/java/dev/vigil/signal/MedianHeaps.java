package dev.vigil.signal;

import java.util.Arrays;

/**
 * The median of a queue of numbers in O(log n): a heap of the lower half with its largest on top, a
 * heap of the upper half with its smallest, and where in them each number of the queue is, so that
 * the oldest can be taken out.
 */
final class MedianHeaps {
  private static final int FIRST_CAPACITY = 8;

  /** Numbers of the queue, in a ring. */
  private double[] values = new double[FIRST_CAPACITY];

  /** Index in its heap of the number at a place of the ring; {@code ~index} in the upper one. */
  private int[] where = new int[FIRST_CAPACITY];

  private int head;
  private int size;

  private final Heap lower = new Heap(false);
  private final Heap upper = new Heap(true);

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

  /** The middle number, or the mean of the middle two; NaN of none. */
  double median() {
    if (size == 0) {
      return Double.NaN;
    }
    double low = values[lower.places[0]];
    return lower.count > upper.count ? low : (low + values[upper.places[0]]) / 2;
  }

  /** The lower half has as many as the upper, or one more. */
  private void balance() {
    if (lower.count > upper.count + 1) {
      upper.add(lower.remove(0));
    } else if (upper.count > lower.count) {
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
