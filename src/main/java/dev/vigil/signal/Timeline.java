package dev.vigil.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A queue of times, each with a few numbers beside it, in a ring of primitives that grows. */
final class Timeline {
  private static final int FIRST_CAPACITY = 8;

  private long[] times = new long[FIRST_CAPACITY];
  private final double[][] columns;
  private int head;
  private int size;

  Timeline(int columns) {
    this.columns = new double[columns][FIRST_CAPACITY];
  }

  int size() {
    return size;
  }

  int capacity() {
    return times.length;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The time at an index; 0 is the oldest. */
  long time(int index) {
    return times[place(index)];
  }

  double value(int column, int index) {
    return columns[column][place(index)];
  }

  void set(int column, int index, double value) {
    columns[column][place(index)] = value;
  }

  /** Appends a time, with its first number; the others are 0. */
  void add(long time, double value) {
    if (size == times.length) {
      grow();
    }
    int at = place(size++);
    times[at] = time;
    for (double[] column : columns) {
      column[at] = 0;
    }
    if (columns.length > 0) {
      columns[0][at] = value;
    }
  }

  void removeOldest() {
    head = place(1);
    size--;
  }

  void removeNewest() {
    size--;
  }

  void clear() {
    head = 0;
    size = 0;
  }

  /** Takes the first numbers of another in place of its own. */
  void copy(Timeline other) {
    clear();
    for (int i = 0; i < other.size; i++) {
      add(other.time(i), other.value(0, i));
    }
  }

  private int place(int index) {
    return (head + index) & (times.length - 1);
  }

  private void grow() {
    long[] oldTimes = times;
    times = Arrays.copyOf(unrolled(oldTimes), oldTimes.length * 2);
    for (int c = 0; c < columns.length; c++) {
      double[] old = columns[c];
      double[] next = new double[old.length * 2];
      System.arraycopy(old, head, next, 0, old.length - head);
      System.arraycopy(old, 0, next, old.length - head, head);
      columns[c] = next;
    }
    head = 0;
  }

  private long[] unrolled(long[] ring) {
    long[] straight = new long[ring.length];
    System.arraycopy(ring, head, straight, 0, ring.length - head);
    System.arraycopy(ring, 0, straight, ring.length - head, head);
    return straight;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(time(i));
      for (int c = 0; c < columns.length; c++) {
        out.writeDouble(value(c, i));
      }
    }
  }

  void read(DataInput in) throws IOException {
    clear();
    for (int n = in.readInt(); n > 0; n--) {
      add(in.readLong(), 0);
      for (int c = 0; c < columns.length; c++) {
        set(c, size - 1, in.readDouble());
      }
    }
  }
}
