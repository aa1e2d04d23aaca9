package dev.vigil.io.file;

import dev.vigil.io.ReadingSource;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Received;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Files of readings as history: what is late among them does not depend on how fast they are read,
 * and someone watches how far it is.
 */
public record ReplayedFiles(FileReadings declared, Watch watch) implements ReadingSource {
  /** Is told of each file that is opened. */
  public interface Watch extends Serializable {
    /** The bytes of a file, as it wants them read. */
    InputStream opened(InputStream bytes);
  }

  @Override
  public SingleOutputStreamOperator<Received> open(
      StreamExecutionEnvironment env, StreamSpec stream) {
    return declared.open(env, stream, new LineFormat(stream, watch), stream.replayWatermarks());
  }

  @Override
  public List<String> files() {
    return declared.files();
  }

  @Override
  public String describe() {
    return declared.describe();
  }
}
