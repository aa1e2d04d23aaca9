package dev.vigil.io.file;

import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.LineDecoder;
import dev.vigil.io.format.Received;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.IteratorResultIterator;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line; its position is the number of readings and dead letters so far. */
final class LineFormat implements BulkFormat<Received, FileSourceSplit> {
  private static final int BATCH = 512;

  private final StreamSpec stream;
  private final ReplayedFiles.Watch watch;

  LineFormat(StreamSpec stream) {
    this(stream, bytes -> bytes);
  }

  /**
   * Lines of files whose bytes someone watches.
   *
   * @param watch is given the bytes as they lie in the file
   */
  LineFormat(StreamSpec stream, ReplayedFiles.Watch watch) {
    this.stream = stream;
    this.watch = watch;
  }

  @Override
  public BulkFormat.Reader<Received> createReader(Configuration config, FileSourceSplit split)
      throws IOException {
    return new LineReader(split.path(), stream, watch);
  }

  @Override
  public BulkFormat.Reader<Received> restoreReader(Configuration config, FileSourceSplit split)
      throws IOException {
    LineReader reader = new LineReader(split.path(), stream, watch);
    long read = split.getReaderPosition().map(at -> at.getRecordsAfterOffset()).orElse(0L);
    try {
      reader.skip(read);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<Received> getProducedType() {
    return stream.type();
  }

  private static final class LineReader implements BulkFormat.Reader<Received> {
    private final Lines lines;
    private final LineDecoder decoder;
    private long line;
    private long emitted;
    private List<Received> ahead = List.of();

    LineReader(Path path, StreamSpec stream, ReplayedFiles.Watch watch) throws IOException {
      InputStream in = watch.opened(path.getFileSystem().open(path));
      lines = new Lines(Unzipped.of(path.getName(), in), stream.decoding().limits().bytes());
      decoder = new LineDecoder(stream.decoding(), path.getName());
    }

    void skip(long records) throws IOException {
      long left = records;
      while (left > 0) {
        List<Received> batch = batch();
        if (batch.isEmpty()) {
          throw new IOException("a file has become shorter since the checkpoint");
        }
        int skipped = (int) Math.min(left, batch.size());
        left -= skipped;
        emitted += skipped;
        ahead = batch.subList(skipped, batch.size());
      }
    }

    @Override
    public BulkFormat.@Nullable RecordIterator<Received> readBatch() throws IOException {
      List<Received> batch = ahead.isEmpty() ? batch() : ahead;
      ahead = List.of();
      if (batch.isEmpty()) {
        return null;
      }
      long start = emitted;
      emitted += batch.size();
      return new IteratorResultIterator<>(batch.iterator(), CheckpointedPosition.NO_OFFSET, start);
    }

    private List<Received> batch() throws IOException {
      List<Received> batch = new ArrayList<>(BATCH);
      long now = System.currentTimeMillis();
      while (batch.size() < BATCH) {
        byte[] bytes = lines.next();
        if (bytes == null) {
          break;
        }
        decoder.decode(bytes, ++line, now, batch::add);
      }
      return batch;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
