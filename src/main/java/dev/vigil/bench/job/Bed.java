package dev.vigil.bench.job;

import dev.vigil.io.kafka.RulePublisher;
import dev.vigil.servers.FlinkRest;
import dev.vigil.servers.Installation;
import dev.vigil.servers.JvmUse;
import dev.vigil.servers.LocalServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Servers with the rules on their topic, on which one job runs after the other. */
final class Bed implements AutoCloseable {
  private static final String RULES = "bench-rules";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(20);

  /**
   * So that the job's counters are a quarter of a second old at most, and that the JVM keeps what
   * it has compiled from one job to the next.
   */
  private static final Map<String, String> FLINK =
      Map.of(
          "heartbeat.interval", "250",
          "heartbeat.timeout", "60000",
          "classloader.resolve-order", "parent-first",
          "execution.checkpointing.interval", "10s",
          "execution.checkpointing.incremental", "true",
          "state.backend.type", "rocksdb");

  private final LocalServers servers;
  private final Path directory;
  private final Path jar;
  private final int partitions;
  private int runs;

  private Bed(LocalServers servers, Path directory, Path jar, int partitions) {
    this.servers = servers;
    this.directory = directory;
    this.jar = jar;
    this.partitions = partitions;
  }

  /** Which job is measured. */
  enum Contestant {
    /**
     * The whole job, with its partitions in step: as close as lets it go through three hours of
     * readings a second, a million.
     */
    VIGIL(", max_drift: 45m"),
    /** Reads, parses and discards: nothing waits for anything. */
    INTAKE("");

    private final String maxDrift;

    Contestant(String maxDrift) {
      this.maxDrift = maxDrift;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Starts the servers and publishes the rules.
   *
   * @param partitions of the topics of readings
   * @param slots of the TaskManager
   */
  static Bed start(Path directory, Air air, int partitions, int slots, Consumer<String> step)
      throws IOException, InterruptedException {
    Path jar = Installation.jobJar();
    LocalServers servers =
        LocalServers.start(
            directory, new LocalServers.Setup(JvmUse.SUSTAINED, slots, FLINK, List.of(jar)), step);
    try {
      Bed bed = new Bed(servers, directory, jar, partitions);
      bed.topic(RULES, 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
      try (RulePublisher publisher = new RulePublisher(RULES, bed.kafka(), PATIENCE)) {
        publisher.publish(new TreeMap<>(air.yaml()));
      }
      return bed;
    } catch (IOException | InterruptedException e) {
      servers.close();
      throw e;
    }
  }

  /** Properties of a client. */
  Properties kafka() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", servers.kafka().bootstrapServers());
    return properties;
  }

  URI elasticsearch() {
    return servers.elasticsearch().address();
  }

  FlinkRest flink() {
    return servers.flink().rest();
  }

  int partitions() {
    return partitions;
  }

  /** Makes a topic of readings or alerts: its records' time is when Kafka has taken them. */
  void log(String name, int count) throws IOException, InterruptedException {
    topic(name, count, Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
  }

  private void topic(String name, int count, Map<String, String> settings)
      throws IOException, InterruptedException {
    NewTopic topic = new NewTopic(name, Optional.of(count), Optional.empty()).configs(settings);
    try (Admin admin = Admin.create(kafka())) {
      admin.createTopics(List.of(topic)).all().get();
      awaitTopic(admin, name);
    } catch (ExecutionException e) {
      throw new IOException("cannot make the topic " + name, e);
    }
  }

  /** Waits until the broker knows a topic, which may be some time after it was made. */
  private static void awaitTopic(Admin admin, String name)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        admin.describeTopics(List.of(name)).allTopicNames().get();
        return;
      } catch (ExecutionException e) {
        boolean unknown = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!unknown || System.nanoTime() > deadline) {
          throw e;
        }
      }
      Thread.sleep(LOOK.toMillis());
    }
  }

  /** Starts a job that reads a topic from its beginning, and writes where no other has written. */
  Running submit(Contestant contestant, String readings, int parallelism)
      throws IOException, InterruptedException {
    String name = "run-" + ++runs;
    log(name + "-alerts", 1);
    log(name + "-dead", 1);
    topic(name + "-status", 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
    Path conf = directory.resolve(name + ".yaml");
    Files.writeString(conf, yaml(contestant, name, readings, parallelism));
    List<String> arguments = List.of("--conf", conf.toAbsolutePath().toString());
    String job =
        contestant == Contestant.VIGIL
            ? flink().submit(jar, arguments)
            : flink().submit(jar, IntakeMain.class.getName(), arguments);
    return new Running(flink(), job, name + "-alerts", new AlertIndex(elasticsearch(), name));
  }

  private String yaml(Contestant contestant, String name, String readings, int parallelism) {
    return """
        streams:
          air:
            kafka: {topics: [%2$s], group: %1$s, start: earliest%8$s}
            format: json
            nulls: ["", NA, nan]
            time: {field: ts, format: iso8601}
            key: [station]
            fields:
              station: string
              pm25: double
              pm10: double
              o3: double
              temperature: double
              humidity: double
              location: geo_point
            out_of_order: %3$dms
            idle: {after: 1m, clock: stop}
        rules: {topic: %4$s}
        status: {topic: %1$s-status}
        alerts:
          kafka: {topic: %1$s-alerts}
          elasticsearch: {hosts: ["%5$s"], index: %1$s}
        dead_letters: {topic: %1$s-dead}
        # A partition that is read to its end must not hold up the others of its consumer.
        kafka: {bootstrap.servers: "%6$s", fetch.max.wait.ms: 5}
        flink: {parallelism.default: %7$d}
        """
        .formatted(
            name,
            readings,
            Air.OUT_OF_ORDER,
            RULES,
            elasticsearch(),
            servers.kafka().bootstrapServers(),
            parallelism,
            contestant.maxDrift);
  }

  @Override
  public void close() {
    servers.close();
  }
}
