package dev.vigil.io;

import dev.vigil.io.format.Received;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a stream's readings come from; one implementation a kind of source. */
public interface ReadingSource extends Endpoint {
  /**
   * Opens the source. What it emits has timestamps and watermarks, and every operator in it a uid
   * that starts with {@link StreamSpec#sourceUid()}.
   */
  SingleOutputStreamOperator<Received> open(StreamExecutionEnvironment env, StreamSpec stream);

  /** Files and folders that it reads, as Flink's file systems name them. */
  default List<String> files() {
    return List.of();
  }
}
