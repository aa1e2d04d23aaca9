package dev.vigil.io.kafka;

import dev.vigil.io.ReadingSource;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Received;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Readings from Kafka topics, with a watermark for each partition.
 *
 * @param topics their names; empty where a pattern says which
 * @param pattern topics whose whole name matches, also those made later; or null
 * @param group the consumer group, whose offsets are committed with each checkpoint
 * @param start where to begin without a checkpoint
 * @param client the client's properties
 */
public record KafkaReadings(
    List<String> topics,
    @Nullable String pattern,
    String group,
    KafkaStart start,
    KafkaClient client)
    implements ReadingSource {
  public KafkaReadings {
    topics = List.copyOf(topics);
  }

  @Override
  public SingleOutputStreamOperator<Received> open(
      StreamExecutionEnvironment env, StreamSpec stream) {
    KafkaSource<Received> source =
        source(stream).setGroupId(group).setStartingOffsets(start.offsets()).build();
    return env.fromSource(source, stream.watermarks(), "readings of " + stream.name())
        .uid(stream.sourceUid());
  }

  /** The topics, without a group and a place to start. */
  KafkaSourceBuilder<Received> source(StreamSpec stream) {
    KafkaSourceBuilder<Received> source =
        KafkaSource.<Received>builder()
            .setProperties(client.toProperties())
            .setClientIdPrefix("vigil-" + stream.name())
            .setDeserializer(new KafkaDecoder(stream));
    return pattern != null
        ? source.setTopicPattern(Pattern.compile(pattern))
        : source.setTopics(topics);
  }

  @Override
  public String describe() {
    return pattern != null
        ? "Kafka topics like " + pattern
        : "Kafka topic " + String.join(", ", topics);
  }
}
