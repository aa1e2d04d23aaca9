package dev.vigil.io.file;

import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.LineDecoder;
import dev.vigil.io.format.Received;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Files of readings, read and parsed and nothing else, without Flink. */
public final class ParsedFiles {
  private ParsedFiles() {}

  /**
   * Parses all lines, file after file.
   *
   * @throws IOException if a file cannot be read
   */
  public static void each(StreamSpec stream, List<Path> files, Consumer<Received> out)
      throws IOException {
    for (Path file : files) {
      LineDecoder decoder = new LineDecoder(stream.decoding(), file.getFileName().toString());
      InputStream bytes = Unzipped.of(file.getFileName().toString(), Files.newInputStream(file));
      try (Lines lines = new Lines(bytes, stream.decoding().limits().bytes())) {
        long number = 0;
        long now = System.currentTimeMillis();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
          decoder.decode(line, ++number, now, out);
        }
      }
    }
  }
}
