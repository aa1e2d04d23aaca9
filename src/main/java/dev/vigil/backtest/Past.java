package dev.vigil.backtest;

import dev.vigil.io.ReadingSource;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.file.FileReadings;
import dev.vigil.io.file.ReplayedFiles;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.Encoding;
import dev.vigil.io.format.TimeFormat;
import dev.vigil.io.kafka.KafkaRange;
import dev.vigil.io.kafka.KafkaReadings;
import dev.vigil.io.kafka.ReplayedTopics;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What is left of one stream's readings, and where. */
public sealed interface Past {
  /**
   * The stream as conf declares it, but for where it is read from and, where files' names say so,
   * in which format.
   */
  StreamSpec stream();

  /** Bytes that are to be read, where it is known. */
  OptionalLong bytes() throws IOException;

  /** Where the readings come from. */
  ReadingSource source(ReplayedFiles.Watch watch);

  /**
   * Files.
   *
   * @param files CSV or NDJSON, gz too; oldest first
   */
  record InFiles(StreamSpec stream, List<Path> files) implements Past {
    public InFiles {
      files = List.copyOf(files);
    }

    @Override
    public OptionalLong bytes() throws IOException {
      long bytes = 0;
      for (Path file : files) {
        bytes += Files.size(file);
      }
      return OptionalLong.of(bytes);
    }

    @Override
    public ReadingSource source(ReplayedFiles.Watch watch) {
      List<String> paths =
          files.stream().map(file -> file.toAbsolutePath().normalize().toString()).toList();
      return new ReplayedFiles(new FileReadings(paths), watch);
    }
  }

  /** A range of the stream's topics. */
  record InTopics(StreamSpec stream, KafkaReadings topics, KafkaRange range) implements Past {
    @Override
    public OptionalLong bytes() {
      return OptionalLong.empty();
    }

    @Override
    public ReadingSource source(ReplayedFiles.Watch watch) {
      return new ReplayedTopics(topics, range);
    }
  }

  /**
   * Takes files for readings of a stream.
   *
   * @throws FileSystemException if one is not there, or is no regular file
   * @throws History.Unfit if stream and files do not go together
   */
  static Past inFiles(StreamSpec stream, List<Path> files)
      throws FileSystemException, History.Unfit {
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        throw new FileSystemException(file.toString(), null, "is a directory; name its files");
      }
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      if (!Files.isRegularFile(file)) {
        throw new FileSystemException(file.toString(), null, "is no regular file");
      }
    }
    Decoding decoding = stream.decoding();
    if (decoding.time() instanceof TimeFormat.OfRecord) {
      throw new History.Unfit(
          "the readings of stream "
              + stream.name()
              + " have the time of their Kafka records, and a file has none:"
              + " declare a stream with a time field");
    }
    Encoding encoding = encoding(files, stream);
    return new InFiles(replayed(stream, decoding.withEncoding(encoding)), files);
  }

  /**
   * Takes what the stream's topics hold.
   *
   * @throws History.Unfit if it comes from no topic
   */
  static Past inTopics(StreamSpec stream, KafkaRange range) throws History.Unfit {
    if (!(stream.source() instanceof KafkaReadings topics)) {
      throw new History.Unfit(
          "stream "
              + stream.name()
              + " is in no Kafka topic, but in "
              + stream.source().describe());
    }
    return new InTopics(replayed(stream, stream.decoding()), topics, range);
  }

  private static StreamSpec replayed(StreamSpec stream, Decoding decoding) {
    return new StreamSpec(decoding, stream.source(), stream.outOfOrder(), null);
  }

  /**
   * What the files' names say of their format, or else what conf says. The columns are those of a
   * file's header, unless conf has them for files.
   */
  private static Encoding encoding(List<Path> files, StreamSpec stream) throws History.Unfit {
    Encoding declared = stream.decoding().encoding();
    List<Boolean> csv = files.stream().map(file -> isCsv(file, declared)).distinct().toList();
    if (csv.size() > 1) {
      throw new History.Unfit(
          "the files are of two formats: replay CSV or NDJSON, not both at once");
    }
    if (!csv.get(0)) {
      return new Encoding.Json();
    }
    if (!(declared instanceof Encoding.Csv rows)) {
      return new Encoding.Csv(List.of(), ',');
    }
    return stream.source() instanceof FileReadings
        ? rows
        : new Encoding.Csv(List.of(), rows.delimiter());
  }

  private static boolean isCsv(Path file, Encoding declared) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".csv")) {
      return true;
    }
    boolean json = name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl");
    return !json && declared instanceof Encoding.Csv;
  }
}
