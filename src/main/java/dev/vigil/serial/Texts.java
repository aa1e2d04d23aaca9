package dev.vigil.serial;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts of any length, or none, in binary: {@code writeUTF} ends at 64 KiB. */
public final class Texts {
  private Texts() {}

  public static void write(@Nullable String text, DataOutput out) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads what {@link #write} wrote; null where it wrote none. */
  public static @Nullable String read(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /**
   * Reads a text that must be there.
   *
   * @throws IOException if none was written
   */
  public static String readPresent(DataInput in) throws IOException {
    String text = read(in);
    if (text == null) {
      throw new IOException("a text is missing");
    }
    return text;
  }
}
