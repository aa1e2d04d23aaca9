package dev.vigil.backtest;

import dev.vigil.conf.Conf;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.file.FileReadings;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.Encoding;
import dev.vigil.io.format.TimeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Readings that lie in files, as a stream of conf has them.
 *
 * @param stream the stream as conf declares it, but for where it is read from and, where the files'
 *     names say so, in which format
 * @param files CSV or NDJSON, gz too; oldest first
 * @param conf limits of the state, and the streams that rules may name
 */
public record History(StreamSpec stream, List<Path> files, Conf conf) {
  public History {
    files = List.copyOf(files);
  }

  /**
   * Takes the files for readings of a stream.
   *
   * @param name the stream's name; empty where conf has only one
   * @throws NoSuchFileException if a file is not there
   * @throws Unfit if conf and files do not go together
   */
  public static History of(Conf conf, Optional<String> name, List<Path> files)
      throws NoSuchFileException, Unfit {
    StreamSpec stream = stream(conf, name);
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString());
      }
    }
    Decoding decoding = stream.decoding();
    if (decoding.time() instanceof TimeFormat.OfRecord) {
      throw new Unfit(
          "the readings of stream "
              + stream.name()
              + " have the time of their Kafka records, and a file has none:"
              + " declare a stream with a time field");
    }
    Encoding encoding = encoding(files, decoding.encoding());
    StreamSpec replayed =
        new StreamSpec(decoding.withEncoding(encoding), stream.source(), stream.outOfOrder(), null);
    return new History(replayed, files, conf);
  }

  private static StreamSpec stream(Conf conf, Optional<String> name) throws Unfit {
    List<String> names = conf.streams().stream().map(StreamSpec::name).toList();
    if (name.isEmpty() && names.size() > 1) {
      throw new Unfit("say whose readings these are: --stream " + String.join(" or ", names));
    }
    for (StreamSpec stream : conf.streams()) {
      if (name.isEmpty() || stream.name().equals(name.get())) {
        return stream;
      }
    }
    throw new Unfit(
        "conf has no stream " + name.orElse("") + ", but " + String.join(" and ", names));
  }

  /** What the files' names say of their format, or else what conf says. */
  private static Encoding encoding(List<Path> files, Encoding declared) throws Unfit {
    List<Boolean> csv = files.stream().map(file -> isCsv(file, declared)).distinct().toList();
    if (csv.size() > 1) {
      throw new Unfit("the files are of two formats: replay CSV or NDJSON, not both at once");
    }
    if (csv.get(0)) {
      return declared instanceof Encoding.Csv ? declared : new Encoding.Csv(List.of(), ',');
    }
    return declared instanceof Encoding.Json ? declared : new Encoding.Json();
  }

  private static boolean isCsv(Path file, Encoding declared) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".csv")) {
      return true;
    }
    boolean json = name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl");
    return !json && declared instanceof Encoding.Csv;
  }

  /** The files as a source. */
  FileReadings readings() {
    return new FileReadings(
        files.stream().map(file -> file.toAbsolutePath().normalize().toString()).toList());
  }

  /** Bytes of all files, as they lie on disk. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Says that rules, files and conf cannot be replayed together. */
  public static final class Unfit extends Exception {
    public Unfit(String message) {
      super(message);
    }
  }
}
