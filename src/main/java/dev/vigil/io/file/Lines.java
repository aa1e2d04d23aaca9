package dev.vigil.io.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a stream as bytes, without line breaks and byte order mark. */
final class Lines implements Closeable {
  private static final int END = -1;

  private final InputStream in;
  private final int most;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int limit;
  private boolean first = true;

  /**
   * Lines of a stream.
   *
   * @param most bytes that are kept of a line; one more says that there were more
   */
  Lines(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  /** The next line, or null at the end. */
  byte @Nullable [] next() throws IOException {
    for (int end = position; end < limit && end - position <= most; end++) {
      if (buffer[end] == '\n') {
        byte[] line = Arrays.copyOfRange(buffer, position, end);
        position = end + 1;
        return trimmed(line);
      }
    }
    return across();
  }

  /** A line that does not lie in the buffer as a whole, or is too long. */
  private byte @Nullable [] across() throws IOException {
    int b = read();
    if (b == END) {
      return null;
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    while (b != END && b != '\n') {
      if (line.size() <= most) {
        line.write(b);
      }
      b = read();
    }
    return trimmed(line.toByteArray());
  }

  private byte[] trimmed(byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    int start = first && startsWithMark(line) ? 3 : 0;
    first = false;
    return start == 0 && end == line.length
        ? line
        : Arrays.copyOfRange(line, start, Math.max(start, end));
  }

  private static boolean startsWithMark(byte[] line) {
    return line.length >= 3
        && line[0] == (byte) 0xEF
        && line[1] == (byte) 0xBB
        && line[2] == (byte) 0xBF;
  }

  private int read() throws IOException {
    if (position == limit) {
      limit = in.read(buffer);
      position = 0;
      if (limit <= 0) {
        limit = 0;
        return END;
      }
    }
    return buffer[position++] & 0xFF;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
