package dev.vigil.io.kafka;

import dev.vigil.io.ReadingSource;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.format.Received;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Readings from Kafka topics, with a watermark for each partition.
 *
 * @param topics their names; empty where a pattern says which
 * @param pattern topics whose whole name matches, also those made later; or null
 * @param group the consumer group, whose offsets are committed with each checkpoint
 * @param start where to begin without a checkpoint
 * @param maxDrift how far ahead of the slowest partition another may be read, in event time; null
 *     for any
 * @param client the client's properties
 */
public record KafkaReadings(
    List<String> topics,
    @Nullable String pattern,
    String group,
    KafkaStart start,
    @Nullable Duration maxDrift,
    KafkaClient client)
    implements ReadingSource {
  /**
   * A consumer asks a broker for one thing at a time: while it waits for the partitions that have
   * nothing new, it gets nothing of those that have, beyond the megabyte it was given last. By
   * Kafka's default, half a second, one partition with a backlog is read at two megabytes a second.
   */
  private static final String MAX_WAIT = "50";

  /** All streams keep in step with one another: rules over several of them wait for the slowest. */
  private static final String IN_STEP = "vigil";

  /** How often the partitions learn how far the slowest is. */
  private static final Duration ANNOUNCED = Duration.ofMillis(200);

  public KafkaReadings {
    topics = List.copyOf(topics);
  }

  @Override
  public SingleOutputStreamOperator<Received> open(
      StreamExecutionEnvironment env, StreamSpec stream) {
    KafkaSource<Received> source =
        source(stream).setGroupId(group).setStartingOffsets(start.offsets()).build();
    return env.fromSource(source, watermarks(stream), "readings of " + stream.name())
        .uid(stream.sourceUid());
  }

  private WatermarkStrategy<Received> watermarks(StreamSpec stream) {
    WatermarkStrategy<Received> time = new PartitionTime(stream);
    return maxDrift == null ? time : time.withWatermarkAlignment(IN_STEP, maxDrift, ANNOUNCED);
  }

  /** The topics, without a group and a place to start. */
  KafkaSourceBuilder<Received> source(StreamSpec stream) {
    KafkaSourceBuilder<Received> source =
        KafkaSource.<Received>builder()
            .setProperties(properties())
            .setClientIdPrefix("vigil-" + stream.name())
            .setDeserializer(new KafkaDecoder(stream));
    return pattern != null
        ? source.setTopicPattern(Pattern.compile(pattern))
        : source.setTopics(topics);
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, MAX_WAIT);
    properties.putAll(client.toProperties());
    return properties;
  }

  /** Also where a pattern says which, and there may be none yet. */
  @Override
  public boolean usesKafka() {
    return true;
  }

  @Override
  public String describe() {
    return pattern != null
        ? "Kafka topics like " + pattern
        : "Kafka topic " + String.join(", ", topics);
  }
}
