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
   * How they are set up.
   *
   * @param use of the JVMs of Kafka and Elasticsearch; Flink's always compile
   * @param slots of the TaskManager
   * @param configuration Flink's own keys
   * @param library jars that Flink has among its own
   */
  public record Setup(
      JvmUse use, int slots, Map<String, String> configuration, List<Path> library) {}

  /**
   * Starts all of them, or none.
   *
   * @param directory their data and logs
   * @param step hears what is being started
   */
  public static LocalServers start(Path directory, Setup setup, Consumer<String> step)
      throws IOException, InterruptedException {
    Deque<Runnable> started = new ArrayDeque<>();
    try {
      step.accept("starting Kafka");
      KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), Ports.free(), setup.use());
      started.push(kafka::close);
      step.accept("starting Elasticsearch");
      ElasticsearchServer elasticsearch =
          ElasticsearchServer.start(directory.resolve("elasticsearch"), Ports.free(), setup.use());
      started.push(elasticsearch::close);
      step.accept("starting Flink: a JobManager and a TaskManager");
      FlinkCluster flink =
          FlinkCluster.start(
              directory.resolve("flink"), 1, setup.slots(), setup.configuration(), setup.library());
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
