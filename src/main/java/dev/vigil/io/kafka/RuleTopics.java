package dev.vigil.io.kafka;

import dev.vigil.control.ControlRecord;
import dev.vigil.control.ControlTypes;
import dev.vigil.control.RuleStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** The topic that rules come from, and the one that tells what became of them. */
public final class RuleTopics {
  private RuleTopics() {}

  /** The control topic from its first record on, in one subtask and without event time. */
  public static DataStream<ControlRecord> records(
      StreamExecutionEnvironment env, String topic, KafkaClient client) {
    KafkaSource<ControlRecord> source =
        KafkaSource.<ControlRecord>builder()
            .setProperties(client.toProperties())
            .setProperty("commit.offsets.on.checkpoint", "false")
            .setClientIdPrefix("vigil-rules")
            .setTopics(topic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new ControlRecordDeserializer())
            .build();
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "rules from topic " + topic)
        .uid("rules")
        .forceNonParallel();
  }

  /** No records, and the end of them: a job without a control topic. */
  public static DataStream<ControlRecord> none(StreamExecutionEnvironment env) {
    return env.fromSequence(0, 0)
        .name("no topic of rules")
        .uid("no-rules")
        .setParallelism(1)
        .flatMap((Long ignored, Collector<ControlRecord> out) -> {})
        .returns(ControlTypes.RECORD)
        .name("no rules")
        .uid("no-rules-records")
        .setParallelism(1);
  }

  /** Sends statuses to their topic, in the order they were said. */
  public static void statuses(DataStream<RuleStatus> statuses, String topic, KafkaClient client) {
    statuses
        .sinkTo(
            client.sink(new RuleStatusSerializer(topic), new Delivery.AtLeastOnce(), "rule-status"))
        .name("rule status to topic " + topic)
        .uid("rule-status-kafka")
        .setParallelism(1);
  }
}
