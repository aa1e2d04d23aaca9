package dev.vigil.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vigil.alert.Alert;
import dev.vigil.servers.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job between a topic of one partition and this JVM. */
final class ReadingsTopicIT {
  private static final int PATIENCE_SECONDS = 120;

  @TempDir Path directory;

  private final String topic = Servers.topic("readings", 1);

  @BeforeEach
  void forgetAlerts() {
    CollectedAlerts.clear();
  }

  /** {@code vigil run} takes as many subtasks as there are processors, however few partitions. */
  @Test
  void fewerPartitionsThanReaders_rulesAreEvaluated() throws Exception {
    rule("rule: high\nwhen: pm25 > 75\n");
    JobClient job = start("station: string, pm25: double", 2);
    send(1_000_000, 80);
    send(2_000_000, 80);
    awaitAlerts(job, 1);
    job.cancel().get(60, TimeUnit.SECONDS);
  }

  /** A reading waits in the savepoint, and is for the matcher by other keys too. */
  @Test
  void fieldAddedWhileTheJobIsStopped_jobGoesOnFromItsSavepoint() throws Exception {
    rule("rule: high\nby: [status]\nwhen: pm25 > 75\n");
    String fields = "station: string, status: string, pm25: double";
    JobClient job = start(fields, 1);
    send(1_000_000, 80);
    send(2_000_000, 10); // lets time go on, and waits itself
    awaitAlerts(job, 1);
    String savepoint =
        job.stopWithSavepoint(
                false,
                directory.resolve("savepoints").toUri().toString(),
                SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);

    JobClient next = start(fields + ", area: string", 1, savepoint);
    send(3_000_000, 80);
    send(4_000_000, 10);
    awaitAlerts(next, 3);
    next.cancel().get(60, TimeUnit.SECONDS);
    assertThat(CollectedAlerts.all())
        .extracting(Alert::start, Alert::end)
        .containsExactly(
            tuple(1_000_000L, null), tuple(1_000_000L, 2_000_000L), tuple(3_000_000L, null));
  }

  private void rule(String text) throws Exception {
    Path rules = Files.createDirectories(directory.resolve("rules"));
    Files.writeString(rules.resolve("rule.yaml"), text);
  }

  private JobClient start(String fields, int parallelism) throws Exception {
    return start(fields, parallelism, "");
  }

  private JobClient start(String fields, int parallelism, String savepoint) throws Exception {
    Path conf = directory.resolve("vigil.yaml");
    Files.writeString(conf, conf(fields));
    Submission submission = Submission.read(conf).withAlerts(List.of(new CollectedAlerts()));
    Configuration given = new Configuration();
    given.setString("parallelism.default", Integer.toString(parallelism));
    if (!savepoint.isEmpty()) {
      given.setString("execution.state-recovery.path", savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(submission.settings(given));
    submission.build(env);
    return env.executeAsync(topic);
  }

  private String conf(String fields) {
    return """
        streams:
          air:
            kafka: {topics: [%s], group: %s, start: earliest}
            format: json
            time: {field: ts, format: epoch_ms}
            key: [station]
            fields: {%s}
        rules: {directory: %s}
        alerts: {console: true}
        kafka: {bootstrap.servers: "%s"}
        flink:
          state.backend.type: hashmap
          execution.checkpointing.interval: 1s
          execution.checkpointing.dir: %s
          restart-strategy.type: none
        """
        .formatted(
            topic,
            topic,
            fields,
            directory.resolve("rules"),
            Servers.kafka().bootstrapServers(),
            directory.resolve("checkpoints").toUri());
  }

  private void send(long time, double pm25) throws Exception {
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", Servers.kafka().bootstrapServers());
    String json =
        "{\"ts\":%d,\"station\":\"A\",\"status\":\"ok\",\"pm25\":%s}".formatted(time, pm25);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, json.getBytes(UTF_8))).get();
    }
  }

  private static void awaitAlerts(JobClient job, int count) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (CollectedAlerts.all().size() < count) {
      if (job.getJobExecutionResult().isDone()) {
        job.getJobExecutionResult().get();
      }
      assertThat(System.nanoTime()).as("alerts: " + CollectedAlerts.all()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
