package dev.vigil.io;

import dev.vigil.io.format.Received;
import java.io.Serializable;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a stream's readings come from; one implementation a kind of source. */
public interface ReadingSource extends Serializable {
  /**
   * Opens the source. What it emits has timestamps and watermarks, and every operator in it a uid
   * that starts with {@link StreamSpec#sourceUid()}.
   */
  SingleOutputStreamOperator<Received> open(StreamExecutionEnvironment env, StreamSpec stream);

  /** What it reads, in words. */
  String describe();
}
