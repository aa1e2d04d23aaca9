package dev.vigil.signal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A queue of times, each with a few numbers beside it, in a ring that grows: one array, so that
 * what is read together lies together.
 */
final class Timeline {
  private static final int FIRST_CAPACITY = 8;

  /** Longs of an entry: its time, and the bits of its numbers. */
  private final int width;

  private int capacity = FIRST_CAPACITY;
  private long[] ring;
  private int head;
  private int size;

  Timeline(int columns) {
    this.width = 1 + columns;
    this.ring = new long[width * FIRST_CAPACITY];
  }

  int size() {
    return size;
  }

  int columns() {
    return width - 1;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The time at an index; 0 is the oldest. */
  long time(int index) {
    return ring[place(index)];
  }

  double value(int column, int index) {
    return Double.longBitsToDouble(ring[place(index) + 1 + column]);
  }

  void set(int column, int index, double value) {
    ring[place(index) + 1 + column] = Double.doubleToRawLongBits(value);
  }

  /** Appends a time, with its first number; the others are 0. */
  void add(long time, double value) {
    if (size == capacity) {
      grow();
    }
    int at = place(size++);
    ring[at] = time;
    for (int c = 1; c < width; c++) {
      ring[at + c] = c == 1 ? Double.doubleToRawLongBits(value) : 0;
    }
  }

  void removeOldest() {
    head = (head + 1) & (capacity - 1);
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
    return ((head + index) & (capacity - 1)) * width;
  }

  private void grow() {
    long[] next = new long[2 * ring.length];
    int first = head * width;
    System.arraycopy(ring, first, next, 0, ring.length - first);
    System.arraycopy(ring, 0, next, ring.length - first, first);
    ring = next;
    capacity *= 2;
    head = 0;
  }

  void write(DataOutput out) throws IOException {
    write(out, columns());
  }

  /** Writes the times with so many of their numbers. */
  void write(DataOutput out, int columns) throws IOException {
    out.writeInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(time(i));
      for (int c = 0; c < columns; c++) {
        out.writeDouble(value(c, i));
      }
    }
  }

  void read(DataInput in) throws IOException {
    read(in, columns());
  }

  /** Reads what was written with so many numbers; the others are 0. */
  void read(DataInput in, int columns) throws IOException {
    clear();
    for (int n = in.readInt(); n > 0; n--) {
      add(in.readLong(), 0);
      for (int c = 0; c < columns; c++) {
        set(c, size - 1, in.readDouble());
      }
    }
  }
}
