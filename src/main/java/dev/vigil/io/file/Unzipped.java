package dev.vigil.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** The bytes of a file, unzipped where its name ends with {@code .gz}. */
final class Unzipped {
  private static final int BUFFER = 64 * 1024;

  private Unzipped() {}

  /**
   * The bytes of a file of this name.
   *
   * @param file its bytes as they lie there; closed where they are not what the name says
   * @throws IOException if they are no gzip, or cannot be read
   */
  static InputStream of(String name, InputStream file) throws IOException {
    if (!name.endsWith(".gz")) {
      return file; // lines are read from a buffer of their own
    }
    try {
      return new GZIPInputStream(file, BUFFER);
    } catch (IOException e) {
      file.close();
      throw new IOException(name + " is no gzip file: " + e.getMessage(), e);
    }
  }
}
