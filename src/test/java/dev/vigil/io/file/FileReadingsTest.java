package dev.vigil.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.Encoding;
import dev.vigil.io.format.Limits;
import dev.vigil.io.format.Received;
import dev.vigil.io.format.TimeFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReadingsTest {
  @TempDir Path directory;

  private static StreamSpec stream(Encoding encoding) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("s", FieldType.STRING);
    fields.put("v", FieldType.DOUBLE);
    Decoding decoding =
        new Decoding(
            Schema.of("air", fields, List.of("s")),
            encoding,
            null,
            Set.of("NA"),
            new TimeFormat.EpochSeconds(),
            "t",
            Map.of(),
            null,
            new Limits(100, 10, 10));
    return new StreamSpec(decoding, new FileReadings(List.of()), Duration.ZERO, null);
  }

  private static Encoding csv() {
    return new Encoding.Csv(List.of(), ',');
  }

  private static FileSourceSplit split(Path file, CheckpointedPosition position)
      throws IOException {
    return new FileSourceSplit(
        "1",
        new org.apache.flink.core.fs.Path(file.toUri()),
        0,
        Files.size(file),
        0,
        Files.size(file),
        new String[0],
        position);
  }

  /** What the file gives from a position on: origin and value, or origin and reason. */
  private List<String> read(Path file, Encoding encoding, long skip) throws IOException {
    LineFormat format = new LineFormat(stream(encoding));
    CheckpointedPosition position =
        skip == 0 ? null : new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, skip);
    FileSourceSplit split = split(file, position);
    Configuration none = new Configuration();
    List<String> said = new ArrayList<>();
    long at = skip;
    try (BulkFormat.Reader<Received> reader =
        skip == 0 ? format.createReader(none, split) : format.restoreReader(none, split)) {
      BulkFormat.RecordIterator<Received> batch;
      while ((batch = reader.readBatch()) != null) {
        RecordAndPosition<Received> next;
        while ((next = batch.next()) != null) {
          assertThat(next.getRecordSkipCount()).isEqualTo(++at);
          said.add(said(next.getRecord()));
        }
        batch.releaseBatch();
      }
    }
    return said;
  }

  private static String said(Received received) {
    if (received instanceof Received.Reading reading) {
      return reading.event().origin() + " " + reading.event().getDouble(0);
    }
    Received.Rejected rejected = (Received.Rejected) received;
    return rejected.letter().origin() + " " + rejected.letter().reason().label();
  }

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    try (OutputStream raw = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  @Test
  void csv_withMarkHeaderAndWindowsLineBreaks_isReadInOrder() throws IOException {
    Path file =
        write("a.csv", "\uFEFFt,s,v\r\n1,A,1.5\r\n2,A,NA\r\n\r\n3,A\r\nx,A,1\r\n4,\"A,B\",2");
    assertThat(read(file, csv(), 0))
        .containsExactly(
            "a.csv@2 1.5",
            "a.csv@3 NaN",
            "a.csv@4 empty",
            "a.csv@5 malformed",
            "a.csv@6 no-time",
            "a.csv@7 2.0");
  }

  @Test
  void ndjson_zipped_withAHugeLine_goesOnAfterIt() throws IOException {
    String good = "{\"t\":1,\"s\":\"A\",\"v\":1}\n";
    Path file = write("a.ndjson.gz", good + "x".repeat(1 << 20) + "\n" + good);
    assertThat(read(file, new Encoding.Json(), 0))
        .containsExactly("a.ndjson.gz@1 1.0", "a.ndjson.gz@2 too-large", "a.ndjson.gz@3 1.0");
  }

  @Test
  void restoredReader_goesOnWhereTheCheckpointWas() throws IOException {
    String rows =
        IntStream.range(0, 2_000).mapToObj(i -> "1,A," + i).collect(Collectors.joining("\n"));
    Path file = write("a.csv", "t,s,v\n" + rows);
    List<String> all = read(file, csv(), 0);
    assertThat(all).hasSize(2_000);
    for (int skip : List.of(1, 511, 512, 513, 1_999)) {
      assertThat(read(file, csv(), skip)).isEqualTo(all.subList(skip, 2_000));
    }
    assertThat(read(file, csv(), 2_000)).isEmpty();
    assertThatThrownBy(() -> read(file, csv(), 2_001)).hasMessageContaining("shorter");
  }

  @Test
  void emptyFile_hasNoReadings() throws IOException {
    assertThat(read(write("a.csv", ""), csv(), 0)).isEmpty();
    assertThat(read(write("b.csv", "t,s,v\n"), csv(), 0)).isEmpty();
  }

  @Test
  void fileWhoseNameHidesIt_isReadWhereItIsNamed_andNotInAFolder() throws IOException {
    Path underscore = write("_a.csv", "x");
    Path dot = write(".b.csv", "x");
    write("c.csv", "x");
    assertThat(found(List.of(underscore, dot))).containsExactlyInAnyOrder("_a.csv", ".b.csv");
    assertThat(found(List.of(directory))).containsExactly("c.csv");
    Path folder = Files.createDirectory(directory.resolve("_folder"));
    Files.copy(underscore, folder.resolve("d.csv"));
    assertThat(found(List.of(folder))).containsExactly("d.csv");
  }

  private static List<String> found(List<Path> paths) throws IOException {
    org.apache.flink.core.fs.Path[] listed =
        paths.stream()
            .map(path -> new org.apache.flink.core.fs.Path(path.toString()))
            .toArray(org.apache.flink.core.fs.Path[]::new);
    return FileReadings.enumerator(paths.stream().map(Path::toString).toList())
        .create()
        .enumerateSplits(listed, 1)
        .stream()
        .map(split -> split.path().getName())
        .toList();
  }

  @Test
  void files_areGivenOutInTheOrderListed_thoseOfAFolderByName() throws IOException {
    List<FileSourceSplit> splits = new ArrayList<>();
    for (String name : List.of("b.csv", "a.csv", "z.csv")) {
      splits.add(split(write(name, "x"), null));
    }
    InOrder order =
        new InOrder(splits, List.of(directory.resolve("z.csv").toString(), directory.toString()));
    List<String> given = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      given.add(order.getNext("here").orElseThrow().path().getName());
    }
    assertThat(given).containsExactly("z.csv", "a.csv", "b.csv");
    assertThat(order.getNext("here")).isEmpty();
  }

  @Test
  void files_ofAFolderWhoseNameBeginsWithAnothers_areGivenOutInItsPlace() throws IOException {
    List<FileSourceSplit> splits = new ArrayList<>();
    List<String> listed = new ArrayList<>();
    for (String folder : List.of("a", "c", "ab")) {
      listed.add(Files.createDirectory(directory.resolve(folder)).toString());
      splits.add(split(write(folder + "/x.csv", "x"), null));
    }
    InOrder order = new InOrder(splits, listed);
    assertThat(order.remainingSplits())
        .extracting(split -> split.path().getParent().getName())
        .containsExactly("a", "c", "ab");
  }
}
