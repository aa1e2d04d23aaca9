package dev.vigil.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.servers.Ports;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The whole job of the shipped conf, in this JVM, between the real Kafka and the real
 * Elasticsearch, with topics and an index of its own.
 */
public final class RealJob implements AutoCloseable {
  /** Partitions of the readings' topic, and subtasks of every operator. */
  public static final int PARTITIONS = 2;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(180);
  private static final int PAGE = 5_000;

  private final Path directory;
  private final String readings = Servers.topic("air-readings", PARTITIONS);
  private final String rules = Servers.compactedTopic("vigil-rules");
  private final String statuses = Servers.compactedTopic("vigil-rule-status");
  private final String alerts = Servers.topic("vigil-alerts", PARTITIONS);
  private final String dead = Servers.topic("vigil-dead-letters", 1);
  private final String index = Servers.uniqueName("vigil-alerts");
  private final int metricsPort;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Future<RecordMetadata>> sending = new ArrayList<>();
  private @Nullable JobClient job;

  /** What a test waits for. */
  public interface Check {
    boolean holds() throws Exception;
  }

  /** Makes the topics; the job starts later. */
  public RealJob(Path directory) throws IOException {
    metricsPort = Ports.free();
    this.directory = directory;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                Servers.kafka().bootstrapServers(),
                "linger.ms",
                20,
                "max.request.size",
                1 << 26),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public String readings() {
    return readings;
  }

  public String statuses() {
    return statuses;
  }

  public String alerts() {
    return alerts;
  }

  public String deadLetters() {
    return dead;
  }

  /** Puts a rule on the control topic. */
  public void publish(String id, String rule) throws Exception {
    producer.send(new ProducerRecord<>(rules, id.getBytes(UTF_8), rule.getBytes(UTF_8))).get();
  }

  /** Sends a reading; {@link #flush} waits for all that were sent. */
  public void send(int partition, byte @Nullable [] key, byte @Nullable [] value) {
    sending.add(producer.send(new ProducerRecord<>(readings, partition, key, value)));
  }

  /** Waits until the broker has all readings; their number. */
  public int flush() throws Exception {
    producer.flush();
    for (Future<RecordMetadata> sent : sending) {
      sent.get();
    }
    int count = sending.size();
    sending.clear();
    return count;
  }

  /** Starts the job as {@code vigil run} does, with the shipped conf changed so. */
  public void start(UnaryOperator<String> change) throws Exception {
    start(change, Optional.empty());
  }

  /** Starts the job where a savepoint was taken. */
  public void start(UnaryOperator<String> change, Optional<String> savepoint) throws Exception {
    Path conf = directory.resolve("vigil.yaml");
    Files.writeString(conf, change.apply(conf()));
    Submission submission = Submission.read(conf);
    Configuration given = new Configuration();
    given.setString("parallelism.default", Integer.toString(PARTITIONS));
    given.setString(
        "execution.checkpointing.dir", directory.resolve("checkpoints").toUri().toString());
    savepoint.ifPresent(path -> given.setString("execution.state-recovery.path", path));
    Configuration settings = submission.settings(given);
    submission.prepare(settings);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(settings);
    submission.build(env);
    job = env.executeAsync("vigil");
  }

  private String conf() throws IOException {
    return Files.readString(Path.of("conf/vigil.yaml"))
        .replace("[air-readings]", "[" + readings + "]")
        .replace(", directory: rules}", "}")
        .replace("{topic: vigil-rules", "{topic: " + rules)
        .replace("vigil-rule-status", statuses)
        .replace("{topic: vigil-alerts}", "{topic: " + alerts + "}")
        .replace("index: vigil-alerts", "index: " + index)
        .replace("vigil-dead-letters", dead)
        .replace("late: 10m}", "late: 10m, to: {}}") // hourly readings would be as many documents
        .replace("localhost:9092", Servers.kafka().bootstrapServers())
        .replace("http://localhost:9200", Servers.elasticsearch().address().toString())
        .replace("interval: 10s", "interval: 1s")
        .replace("9249-9259", Integer.toString(metricsPort))
        .replaceAll("(?m)^  rest.port.*\n", "");
  }

  private JobClient running() {
    if (job == null) {
      throw new IllegalStateException("the job has not been started");
    }
    return job;
  }

  /** A counter of the intake, over all subtasks. */
  public long count(String name) throws Exception {
    Object value = running().getAccumulators().get(30, TimeUnit.SECONDS).get(name);
    return value == null ? 0 : (Long) value;
  }

  /** All metrics as Prometheus is shown them: names with their labels, and values. */
  public Map<String, Double> metrics() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + metricsPort + "/metrics")).build();
    String shown =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    Map<String, Double> metrics = new TreeMap<>();
    for (String line : shown.lines().filter(text -> !text.startsWith("#")).toList()) {
      int space = line.lastIndexOf(' ');
      metrics.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
    }
    return metrics;
  }

  /** Waits for a condition; fails where the job does. */
  public void await(String what, Check check) throws Exception {
    long end = System.nanoTime() + PATIENCE;
    while (!check.holds()) {
      if (running().getJobExecutionResult().isDone()) {
        running().getJobExecutionResult().get();
      }
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** What a topic holds now, in order within each partition. */
  public static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            Servers.kafka().bootstrapServers(),
            "fetch.max.bytes",
            1 << 26,
            "max.partition.fetch.bytes",
            1 << 26);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, consumer.partitionsFor(topic).size())
              .mapToObj(number -> new TopicPartition(topic, number))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** A topic's values as JSON. */
  public static List<JsonNode> json(String topic) throws IOException {
    List<JsonNode> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
      values.add(JSON.readTree(record.value()));
    }
    return values;
  }

  /** The documents in the alerts' indices by their ids. */
  public Map<String, JsonNode> documents() throws IOException {
    return documents(index);
  }

  /** The documents in indices by their ids. */
  public static Map<String, JsonNode> documents(String index) throws IOException {
    Servers.request("POST", "/" + index + "-*/_refresh", "");
    Map<String, JsonNode> documents = new TreeMap<>();
    String after = "";
    while (true) {
      String query =
          "{\"size\":"
              + PAGE
              + ",\"sort\":[\"event.id\"]"
              + after
              + ",\"query\":{\"match_all\":{}}}";
      JsonNode answer =
          JSON.readTree(Servers.request("POST", "/" + index + "-*/_search", query).body());
      JsonNode hits = answer.at("/hits/hits");
      if (hits.isEmpty()) {
        return documents;
      }
      for (JsonNode hit : hits) {
        if (documents.put(hit.path("_id").asText(), hit.path("_source")) != null) {
          fail("two documents with one id: " + hit);
        }
        after = ",\"search_after\":" + hit.path("sort");
      }
    }
  }

  /** Ends the job where it is; the savepoint to go on from. */
  public String suspend() throws Exception {
    String target = directory.resolve("savepoints").toUri().toString();
    String savepoint =
        running()
            .stopWithSavepoint(false, target, SavepointFormatType.CANONICAL)
            .get(180, TimeUnit.SECONDS);
    running().getJobExecutionResult().get(60, TimeUnit.SECONDS);
    return savepoint;
  }

  /** Says that no more is to come, waits until everything has gone through, and ends the job. */
  public void drain() throws Exception {
    String target = directory.resolve("savepoints").toUri().toString();
    running()
        .stopWithSavepoint(true, target, SavepointFormatType.CANONICAL)
        .get(180, TimeUnit.SECONDS);
    running().getJobExecutionResult().get(60, TimeUnit.SECONDS);
  }

  /** Cancels the job; another can be started. */
  public void stop() throws Exception {
    if (job != null && !job.getJobExecutionResult().isDone()) {
      try {
        job.cancel().get(60, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (!job.getJobExecutionResult().isDone()) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() throws Exception {
    producer.close();
    stop();
  }
}
