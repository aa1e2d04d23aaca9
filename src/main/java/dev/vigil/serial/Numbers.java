package dev.vigil.serial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Numbers in as few bytes as they need: small ones in one. */
public final class Numbers {
  private static final int MORE = 0x80;
  private static final int BITS = 7;

  /** What begins a word of which the low bytes are kept; below it, the high ones are. */
  private static final int LOW = Long.BYTES;

  private Numbers() {}

  /** Writes a number that is mostly small and never below 0: seven bits a byte, LEB128. */
  public static void writeCount(long number, DataOutput out) throws IOException {
    if ((number & -MORE) == 0) {
      out.writeByte((int) number);
      return;
    }
    long rest = number;
    while ((rest & -MORE) != 0) {
      out.writeByte((int) rest | MORE);
      rest >>>= BITS;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #writeCount} wrote. */
  public static long readCount(DataInput in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      byte next = in.readByte();
      number |= (long) (next & (MORE - 1)) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IOException("a number of more than 64 bits");
  }

  /** Reads a count of things that are held in memory. */
  public static int readSize(DataInput in) throws IOException {
    long size = readCount(in);
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new IOException("a size of " + size);
    }
    return (int) size;
  }

  /** Writes a number that is mostly near 0, on either side. */
  public static void writeSigned(long number, DataOutput out) throws IOException {
    writeCount((number << 1) ^ (number >> (Long.SIZE - 1)), out);
  }

  /** Reads what {@link #writeSigned} wrote. */
  public static long readSigned(DataInput in) throws IOException {
    long number = readCount(in);
    return (number >>> 1) ^ -(number & 1);
  }

  /**
   * Writes 64 bits without the bytes at one end that are 0: at the low end of most doubles that
   * people write, at the high end of most whole numbers.
   */
  public static void writeWord(long word, DataOutput out) throws IOException {
    int high = Long.BYTES - Long.numberOfTrailingZeros(word) / Byte.SIZE;
    int low = Long.BYTES - Long.numberOfLeadingZeros(word) / Byte.SIZE;
    if (high <= low) {
      out.writeByte(high);
      for (int i = 0; i < high; i++) {
        out.writeByte((int) (word >>> (Long.SIZE - Byte.SIZE * (i + 1))));
      }
    } else {
      out.writeByte(LOW + low);
      for (int i = low - 1; i >= 0; i--) {
        out.writeByte((int) (word >>> (Byte.SIZE * i)));
      }
    }
  }

  /** Reads what {@link #writeWord} wrote. */
  public static long readWord(DataInput in) throws IOException {
    int kept = in.readUnsignedByte();
    boolean low = kept > LOW;
    int bytes = low ? kept - LOW : kept;
    if (bytes > Long.BYTES) {
      throw new IOException("a word of " + bytes + " bytes");
    }
    long word = 0;
    for (int i = 0; i < bytes; i++) {
      word = word << Byte.SIZE | in.readUnsignedByte();
    }
    return low || bytes == 0 ? word : word << (Byte.SIZE * (Long.BYTES - bytes));
  }

  /** Writes a text with its length. */
  public static void writeText(String text, DataOutput out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    writeCount(bytes.length, out);
    out.write(bytes);
  }

  /**
   * Reads what {@link #writeText} wrote.
   *
   * @throws EOFException if the input ends within it
   */
  public static String readText(DataInput in) throws IOException {
    byte[] bytes = new byte[readSize(in)];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
