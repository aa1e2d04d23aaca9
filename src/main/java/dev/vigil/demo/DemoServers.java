package dev.vigil.demo;

import dev.vigil.servers.ElasticsearchServer;
import dev.vigil.servers.FlinkCluster;
import dev.vigil.servers.KafkaServer;
import dev.vigil.servers.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Kafka, Elasticsearch and Flink, each in processes of its own. */
final class DemoServers implements AutoCloseable {
  /** So that the job's counters are seconds old at most, and a checkpoint is taken now and then. */
  private static final Map<String, String> FLINK =
      Map.of(
          "heartbeat.interval", "1000",
          "execution.checkpointing.interval", "10s",
          "execution.checkpointing.incremental", "true",
          "state.backend.type", "rocksdb");

  private static final int SLOTS = 2;

  private final KafkaServer kafka;
  private final ElasticsearchServer elasticsearch;
  private final FlinkCluster flink;

  private DemoServers(KafkaServer kafka, ElasticsearchServer elasticsearch, FlinkCluster flink) {
    this.kafka = kafka;
    this.elasticsearch = elasticsearch;
    this.flink = flink;
  }

  /** Starts all of them, or none. */
  static DemoServers start(Path directory, Screen screen) throws IOException, InterruptedException {
    Deque<Runnable> started = new ArrayDeque<>();
    try {
      screen.step("starting Kafka");
      KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), Ports.free());
      started.push(kafka::close);
      screen.step("starting Elasticsearch");
      ElasticsearchServer elasticsearch =
          ElasticsearchServer.start(directory.resolve("elasticsearch"), Ports.free());
      started.push(elasticsearch::close);
      screen.step("starting Flink: a JobManager and a TaskManager");
      FlinkCluster flink = FlinkCluster.start(directory.resolve("flink"), 1, SLOTS, FLINK);
      return new DemoServers(kafka, elasticsearch, flink);
    } catch (IOException | InterruptedException e) {
      started.forEach(Runnable::run);
      throw e;
    }
  }

  KafkaServer kafka() {
    return kafka;
  }

  ElasticsearchServer elasticsearch() {
    return elasticsearch;
  }

  FlinkCluster flink() {
    return flink;
  }

  @Override
  public void close() {
    flink.close();
    elasticsearch.close();
    kafka.close();
  }
}
