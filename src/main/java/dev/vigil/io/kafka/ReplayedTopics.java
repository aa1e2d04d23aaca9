package dev.vigil.io.kafka;

import dev.vigil.io.ReadingSource;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Received;
import java.util.List;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A range of some topics as history, read by one subtask: what is late in a partition does not
 * depend on how fast it is read. It belongs to no group, and commits nothing.
 */
public record ReplayedTopics(KafkaReadings declared, KafkaRange range) implements ReadingSource {
  @Override
  public SingleOutputStreamOperator<Received> open(
      StreamExecutionEnvironment env, StreamSpec stream) {
    return env.fromSource(
            declared
                .source(stream)
                .setProperty("enable.auto.commit", "false")
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setStartingOffsets(range.from())
                .setBounded(range.to())
                .build(),
            stream.replayWatermarks(),
            "readings of " + stream.name())
        .uid(stream.sourceUid())
        .setParallelism(1);
  }

  @Override
  public List<String> topics() {
    return declared.topics();
  }

  @Override
  public boolean usesKafka() {
    return declared.usesKafka();
  }

  @Override
  public String describe() {
    return declared.describe();
  }
}
