package dev.vigil.io.file;

import dev.vigil.io.ReadingSource;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Received;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.DefaultFileFilter;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Readings of CSV or NDJSON files, gz too, read once: file after file in the order given, line
 * after line, by one subtask. Event time goes on from file to file, so a file that is older than
 * the one before it is late.
 *
 * @param paths files, as Flink's file systems name them
 */
public record FileReadings(List<String> paths) implements ReadingSource {
  public FileReadings {
    paths = List.copyOf(paths);
  }

  @Override
  public List<String> files() {
    return paths;
  }

  @Override
  public SingleOutputStreamOperator<Received> open(
      StreamExecutionEnvironment env, StreamSpec stream) {
    return open(env, stream, new LineFormat(stream), stream.watermarks());
  }

  SingleOutputStreamOperator<Received> open(
      StreamExecutionEnvironment env,
      StreamSpec stream,
      LineFormat format,
      WatermarkStrategy<Received> watermarks) {
    Path[] files = paths.stream().map(Path::new).toArray(Path[]::new);
    List<String> order = List.copyOf(paths);
    FileSource<Received> source =
        FileSource.forBulkFileFormat(format, files)
            .setFileEnumerator(enumerator(paths))
            .setSplitAssigner(splits -> new InOrder(splits, order))
            .build();
    return env.fromSource(source, watermarks, "readings of " + stream.name())
        .uid(stream.sourceUid())
        .setParallelism(1);
  }

  /** Finds the files that are named, and in folders those whose names do not hide them. */
  static FileEnumerator.Provider enumerator(List<String> paths) {
    Set<String> named =
        paths.stream().map(path -> new Path(path).getPath()).collect(Collectors.toSet());
    return () -> {
      DefaultFileFilter filter = new DefaultFileFilter();
      return new NonSplittingRecursiveEnumerator(
          path -> named.contains(path.getPath()) || filter.test(path));
    };
  }

  @Override
  public String describe() {
    return "files " + String.join(", ", paths);
  }
}
