package dev.vigil.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.io.Intake;
import dev.vigil.io.generator.AirQuality;
import dev.vigil.io.generator.AirQualityGenerator;
import dev.vigil.io.generator.Generated;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job between a real Kafka and a real Elasticsearch. */
class VigilJobIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SLOTS = 20_000;
  private static final String RULE =
      """
      rule: high
      description: High.
      severity: warning
      when: pm25 > 75
      for: 1m
      annotations: {summary: "{{ station }} {{ pm25 }}"}
      """;

  @TempDir Path directory;
  private final String readings = Servers.topic("air-readings", 2);
  private final String rules = Servers.compactedTopic("vigil-rules");
  private final String statuses = Servers.compactedTopic("vigil-rule-status");
  private final String alerts = Servers.topic("vigil-alerts", 2);
  private final String dead = Servers.topic("vigil-dead-letters", 1);
  private final String index = Servers.uniqueName("vigil-alerts");

  private Path conf() throws IOException {
    String text =
        Files.readString(Path.of("conf/vigil.yaml"))
            .replace("[air-readings]", "[" + readings + "]")
            .replace(", directory: rules}", "}")
            .replace("vigil-rules", rules)
            .replace("vigil-rule-status", statuses)
            .replace("{topic: vigil-alerts}", "{topic: " + alerts + "}")
            .replace("index: vigil-alerts", "index: " + index)
            .replace("vigil-dead-letters", dead)
            .replace("localhost:9092", Servers.kafka().bootstrapServers())
            .replace("http://localhost:9200", Servers.elasticsearch().address().toString())
            .replace("10s", "1s")
            .replaceAll("(?m)^  (metrics|rest).*\n", "");
    return Files.writeString(directory.resolve("vigil.yaml"), text);
  }

  /** Publishes the rule and the readings, and tells how many records there are. */
  private int publish() throws Exception {
    AirQuality setting =
        new AirQuality(
            3, 20, START.toEpochMilli(), Duration.ofSeconds(10), Duration.ofSeconds(5), 0.01, 0.01);
    AirQualityGenerator generator = new AirQualityGenerator(setting);
    int sent = 0;
    Map<String, Object> client =
        Map.of("bootstrap.servers", Servers.kafka().bootstrapServers(), "linger.ms", 20);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(rules, bytes("high"), bytes(RULE))).get();
      for (int slot = 0; slot < SLOTS; slot++) {
        for (Generated made : generator.at(slot)) {
          producer.send(new ProducerRecord<>(readings, bytes(made.station()), made.value()));
          sent++;
        }
      }
      producer.flush();
    }
    return sent;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a topic from its start until the condition holds. */
  private static void read(
      String topic, Consumer<ConsumerRecord<byte[], byte[]>> each, Check enough) throws Exception {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers",
            Servers.kafka().bootstrapServers(),
            "group.id",
            Servers.uniqueName("test"),
            "auto.offset.reset",
            "earliest");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (!enough.holds()) {
        assertThat(System.nanoTime()).as("waiting for " + topic).isLessThan(end);
        consumer.poll(Duration.ofMillis(200)).forEach(each);
      }
    }
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private static long count(JobClient job, String name) throws Exception {
    Object value = job.getAccumulators().get(10, TimeUnit.SECONDS).get(name);
    return value == null ? 0 : (Long) value;
  }

  @Test
  void readingsAndRulesInKafka_becomeAlertsStatusesAndDeadLetters() throws Exception {
    int sent = publish();
    Submission submission = Submission.read(conf());
    submission.prepare();
    Configuration given = new Configuration();
    given.setString("parallelism.default", "2");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(submission.settings(given));
    submission.build(env);
    JobClient job = env.executeAsync();
    try {
      Set<String> letters = new HashSet<>();
      read(
          dead,
          record -> letters.add(new String(record.key(), StandardCharsets.UTF_8)),
          () ->
              count(job, Intake.READINGS) == sent
                  && letters.size() == count(job, Intake.DEAD_LETTERS_COUNTER));
      assertThat(count(job, Intake.EVALUATED) + letters.size()).isEqualTo(sent);
      assertThat(letters.size()).isGreaterThan(SLOTS / 200);

      StringBuilder said = new StringBuilder();
      read(
          statuses,
          record -> said.append(new String(record.value(), StandardCharsets.UTF_8)),
          () -> said.toString().contains("\"state\":\"active\""));
      assertThat(said.toString()).contains("\"rule\":\"high\"").contains("\"subtasks\":\"2/2\"");

      Set<String> ids = new HashSet<>();
      read(
          alerts,
          record -> ids.add(new String(record.key(), StandardCharsets.UTF_8)),
          () -> !ids.isEmpty() && indexed() == ids.size());
      assertThat(ids.size()).isGreaterThan(3);
    } finally {
      job.cancel().get(60, TimeUnit.SECONDS);
    }
  }

  /** Documents in the alerts' indices. */
  private int indexed() throws IOException {
    Servers.request("POST", "/" + index + "-*/_refresh", "");
    JsonNode found = JSON.readTree(Servers.request("GET", "/" + index + "-*/_count", "").body());
    return found.path("count").asInt();
  }
}
