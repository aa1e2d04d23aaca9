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
      writeHigh(word, high, out);
    } else {
      out.writeByte(LOW + low);
      writeHigh(word << (Byte.SIZE * (Long.BYTES - low)), low, out);
    }
  }

  /** Writes so many bytes of a word, the highest first, in as few steps as it takes. */
  private static void writeHigh(long word, int bytes, DataOutput out) throws IOException {
    if (bytes == Long.BYTES) {
      out.writeLong(word);
      return;
    }
    long rest = word;
    if ((bytes & Integer.BYTES) != 0) {
      out.writeInt((int) (rest >>> Integer.SIZE));
      rest <<= Integer.SIZE;
    }
    if ((bytes & Short.BYTES) != 0) {
      out.writeShort((int) (rest >>> (Long.SIZE - Short.SIZE)));
      rest <<= Short.SIZE;
    }
    if ((bytes & Byte.BYTES) != 0) {
      out.writeByte((int) (rest >>> (Long.SIZE - Byte.SIZE)));
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
    long word = readHigh(bytes, in);
    return low ? word >>> (Byte.SIZE * (Long.BYTES - bytes)) : word;
  }

  /** Reads what {@link #writeHigh} wrote; the bytes below are 0. */
  private static long readHigh(int bytes, DataInput in) throws IOException {
    if (bytes == Long.BYTES) {
      return in.readLong();
    }
    long word = 0;
    int shift = Long.SIZE;
    if ((bytes & Integer.BYTES) != 0) {
      shift -= Integer.SIZE;
      word |= Integer.toUnsignedLong(in.readInt()) << shift;
    }
    if ((bytes & Short.BYTES) != 0) {
      shift -= Short.SIZE;
      word |= (long) in.readUnsignedShort() << shift;
    }
    if ((bytes & Byte.BYTES) != 0) {
      shift -= Byte.SIZE;
      word |= (long) in.readUnsignedByte() << shift;
    }
    return word;
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
