package dev.vigil.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Kafka, Elasticsearch and Flink with one TaskManager, each in processes of its own. */
public final class LocalServers implements AutoCloseable {
  private final KafkaServer kafka;
  private final ElasticsearchServer elasticsearch;
  private final FlinkCluster flink;

  private LocalServers(KafkaServer kafka, ElasticsearchServer elasticsearch, FlinkCluster flink) {
    this.kafka = kafka;
    this.elasticsearch = elasticsearch;
    this.flink = flink;
  }

  /**
   * Starts all of them, or none.
   *
   * @param directory their data and logs
   * @param slots of the TaskManager
   * @param configuration Flink's own keys
   * @param library jars that Flink has among its own
   * @param step hears what is being started
   */
  public static LocalServers start(
      Path directory,
      int slots,
      Map<String, String> configuration,
      List<Path> library,
      Consumer<String> step)
      throws IOException, InterruptedException {
    Deque<Runnable> started = new ArrayDeque<>();
    try {
      step.accept("starting Kafka");
      KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), Ports.free());
      started.push(kafka::close);
      step.accept("starting Elasticsearch");
      ElasticsearchServer elasticsearch =
          ElasticsearchServer.start(directory.resolve("elasticsearch"), Ports.free());
      started.push(elasticsearch::close);
      step.accept("starting Flink: a JobManager and a TaskManager");
      FlinkCluster flink =
          FlinkCluster.start(directory.resolve("flink"), 1, slots, configuration, library);
      return new LocalServers(kafka, elasticsearch, flink);
    } catch (IOException | InterruptedException e) {
      started.forEach(Runnable::run);
      throw e;
    }
  }

  public KafkaServer kafka() {
    return kafka;
  }

  public ElasticsearchServer elasticsearch() {
    return elasticsearch;
  }

  public FlinkCluster flink() {
    return flink;
  }

  @Override
  public void close() {
    flink.close();
    elasticsearch.close();
    kafka.close();
  }
}
