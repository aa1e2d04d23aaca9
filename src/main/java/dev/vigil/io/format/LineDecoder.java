package dev.vigil.io.format;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes readings of a file's lines, one record a line; the first may be a header. */
public final class LineDecoder {
  private final Decoding decoding;
  private final String file;
  private @Nullable Decoder decoder;

  /**
   * A decoder of one file.
   *
   * @param file its name, as alerts and dead letters say it
   */
  public LineDecoder(Decoding decoding, String file) {
    this.decoding = decoding;
    this.file = file;
    boolean header = decoding.encoding() instanceof Encoding.Csv csv && csv.hasHeader();
    this.decoder = header ? null : decoding.decoder();
  }

  /**
   * Reads a line.
   *
   * @param line without its line break
   * @param number from 1
   * @param now wall-clock time, epoch milliseconds
   * @throws IOException if the header cannot be read, and so nothing of the file
   */
  public void decode(byte[] line, long number, long now, Consumer<Received> out)
      throws IOException {
    if (decoder == null) {
      decoder = withHeader(line);
      return;
    }
    RawRecord record =
        new RawRecord(file, RawRecord.NO_PARTITION, number, RawRecord.NO_TIMESTAMP, null, line);
    decoder.decode(record, now, out);
  }

  private Decoder withHeader(byte[] line) throws IOException {
    if (!(decoding.encoding() instanceof Encoding.Csv csv)) {
      throw new IllegalStateException("only CSV has a header");
    }
    try {
      return decoding
          .withColumns(CsvReader.header(line, csv.delimiter()), csv.delimiter())
          .decoder();
    } catch (Refused e) {
      throw new IOException(file + ": the header cannot be read: " + e.detail(), e);
    }
  }
}
