package dev.vigil.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.vigil.alert.Alert;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import dev.vigil.event.Event;
import dev.vigil.io.AlertSink;
import dev.vigil.io.kafka.RulePublisher;
import dev.vigil.io.kafka.StatusTopic;
import dev.vigil.servers.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job, killed in mid-match and restored, at other parallelisms too. */
final class RestoreIT {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              // So that the checkpoint to go on from outlives those between it and the kill.
              .setConfiguration(
                  new Configuration().set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1_000))
              .build());

  private static final int PARTITIONS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String RULES =
      """
      rule: sustained
      when: pm25 > 75 && pm25 < 1000
      for: 30s
      max_gap: 20s
      ---
      rule: spike-then-drop
      let: {base: "median(pm25, '5m')"}
      sequence:
        - begin: spike
          where: pm25 > 1.5 * base && pm25 < 1000
        - followed_by: drop
          where: pm25 < 20
      within: 60s
      ---
      rule: by-area
      by: [area]
      when: pm25 > 90 && pm25 < 1000
      for: 20s
      max_gap: 20s
      ---
      rule: end
      sequence:
        - begin: end
          where: pm25 > 5000
      ---
      rule: end-by-area
      by: [area]
      sequence:
        - begin: end
          where: pm25 > 5000
      ---
      rule: other
      when: pm25 > 60
      """;

  @TempDir private Path directory;

  @Test
  void killedAndRestoredAtOtherParallelisms_alertsAsAnUninterruptedJob(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    List<Event> load = AirLoad.readings();
    String readings = Servers.topic("readings", PARTITIONS);
    int third = load.size() / 3;
    Set<String> survived;
    try (Running job = new Running(readings)) {
      job.publishAll();
      job.start(2, null);
      job.awaitStatus("sustained", 0, "4/4");

      send(readings, load, 0, third / 2);
      job.awaitAlerts(50);
      cluster.triggerCheckpoint(job.id()).get();
      send(readings, load, third / 2, third);
      job.awaitAlerts(100);
      cluster.terminateTaskManager(0).get();
      int before = KeptAlerts.of(job.name).size();
      cluster.startTaskManager();
      send(readings, load, third, third + third / 2);
      job.awaitAlerts(before + 1); // so the job was restarted
      CommonTestUtils.waitForAllTaskRunning(cluster, job.id(), false);

      String first = job.kill(cluster, () -> send(readings, load, third + third / 2, 2 * third));
      job.start(4, first);
      job.awaitStatus("sustained", 0, "8/8");
      long bad = job.publish("other", "rule: other\nwhen: pm52 > 1\n");
      RuleStatus refused = job.awaitStatus("other", bad, "8/8");
      assertThat(refused.state()).isEqualTo(RuleState.REJECTED);
      assertThat(refused.activeRevision()).isEqualTo(5);

      String second =
          job.kill(cluster, () -> send(readings, load, 2 * third, 2 * third + third / 2));
      job.start(1, second);
      job.awaitStatus("sustained", 0, "2/2");
      long deleted = job.publish("other", null);
      assertThat(job.awaitStatus("other", deleted, "2/2").state()).isEqualTo(RuleState.DELETED);
      send(readings, load, 2 * third + third / 2, load.size());
      end(readings, load.size());
      job.awaitEnd();
      survived = job.summary();
    }
    try (Running job = new Running(readings)) {
      job.publishAll();
      job.start(2, null);
      job.awaitEnd();

      assertThat(survived)
          .hasSizeGreaterThan(500)
          .anyMatch(alert -> alert.contains("by-area"))
          .isEqualTo(job.summary());
    }
  }

  private static void send(String topic, List<Event> load, int from, int to) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Event event = load.get(i);
      records.add(
          record(
              topic,
              i % PARTITIONS,
              event.timestamp(),
              String.valueOf(event.getText(WiredJob.AIR.field("station").slot())),
              event.getDouble(WiredJob.AIR.field("pm25").slot())));
    }
    send(records);
  }

  /** What is last to be evaluated, and in each partition a reading that takes the clock past it. */
  private static void end(String topic, int size) throws Exception {
    long end = (AirLoad.STEPS + 100) * AirLoad.STEP;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int station = 0; station < AirLoad.STATIONS; station++) {
      records.add(record(topic, (size + station) % PARTITIONS, end, "end-" + station, 9_000));
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      records.add(record(topic, partition, end + 10 * AirLoad.DISORDER, "tail", 1));
    }
    send(records);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, int partition, long time, String station, double pm25) {
    String json =
        "{\"ts\":%d,\"station\":\"%s\",\"pm25\":%s,\"area\":\"around %s\"}"
            .formatted(time, station, Double.toString(pm25), station);
    return new ProducerRecord<>(topic, partition, null, json.getBytes(UTF_8));
  }

  private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      records.forEach(record -> sent.add(producer.send(record)));
      for (Future<?> one : sent) {
        one.get();
      }
    }
  }

  private static Properties kafka() {
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", Servers.kafka().bootstrapServers());
    return kafka;
  }

  /** Something that happens between a checkpoint and the kill. */
  private interface Work {
    void run() throws Exception;
  }

  /** The job over one topic of readings, with topics of its own for its rules. */
  private final class Running implements AutoCloseable {
    private final String name = Servers.uniqueName("restore");
    private final String rules = Servers.compactedTopic("rules");
    private final String status = Servers.compactedTopic("status");
    private final Path conf = directory.resolve(name + ".yaml");
    private final RulePublisher publisher = new RulePublisher(rules, kafka(), PATIENCE);
    private final StatusTopic statuses = new StatusTopic(status, kafka(), PATIENCE);
    private final List<RuleStatus> said = new ArrayList<>();
    private JobClient client;

    Running(String readings) throws Exception {
      KeptAlerts.RUNS.put(name, new ArrayList<>());
      Files.writeString(
          conf,
          """
          streams:
            air:
              kafka: {topics: [%s], group: %s, start: earliest}
              format: json
              time: {field: ts, format: epoch_ms}
              key: [station]
              fields: {station: string, pm25: double, area: string}
              out_of_order: 25s
          rules: {topic: %s}
          status: {topic: %s}
          alerts: {console: true}
          kafka: {bootstrap.servers: "%s"}
          flink:
            execution.checkpointing.interval: 1s
            execution.checkpointing.dir: %s
          """
              .formatted(
                  readings,
                  name,
                  rules,
                  status,
                  Servers.kafka().bootstrapServers(),
                  directory.resolve(name).toUri()));
    }

    JobID id() {
      return client.getJobID();
    }

    void publishAll() throws Exception {
      for (String rule : RULES.split("---\n", -1)) {
        String id = rule.lines().findFirst().orElseThrow().substring("rule: ".length());
        publish(id, rule);
      }
    }

    long publish(String id, String text) throws Exception {
      Map<String, String> one = new HashMap<>();
      one.put(id, text);
      return publisher.publish(one).get(id);
    }

    void start(int parallelism, String checkpoint) throws Exception {
      Submission submission = Submission.read(conf).withAlerts(List.of(new KeptAlerts(name)));
      Configuration given = new Configuration();
      given.setString("parallelism.default", Integer.toString(parallelism));
      if (checkpoint != null) {
        given.setString("execution.state-recovery.path", checkpoint);
      }
      StreamExecutionEnvironment environment =
          StreamExecutionEnvironment.getExecutionEnvironment(submission.settings(given));
      submission.build(environment);
      client = environment.executeAsync(name);
    }

    /** Kills the job some work after a checkpoint, which is where it is to go on from. */
    String kill(MiniCluster cluster, Work work) throws Exception {
      String checkpoint = cluster.triggerCheckpoint(id()).get();
      int before = KeptAlerts.of(name).size();
      work.run();
      awaitAlerts(before + 1);
      client.cancel().get(60, TimeUnit.SECONDS);
      return checkpoint;
    }

    void awaitAlerts(int count) throws Exception {
      await(() -> KeptAlerts.of(name).size() >= count, count + " alerts");
    }

    void awaitEnd() throws Exception {
      await(
          () ->
              KeptAlerts.of(name).stream()
                      .filter(alert -> alert.rule().startsWith("end"))
                      .map(alert -> alert.key())
                      .distinct()
                      .count()
                  == 2 * AirLoad.STATIONS,
          "the end");
    }

    RuleStatus awaitStatus(String rule, long revision, String subtasks) throws Exception {
      await(() -> find(rule, revision, subtasks) != null, rule + "@" + revision + " " + subtasks);
      return find(rule, revision, subtasks);
    }

    private RuleStatus find(String rule, long revision, String subtasks) {
      return said.stream()
          .filter(one -> one.rule().equals(rule) && one.revision() == revision)
          .filter(one -> subtasks.equals(one.acknowledged() + "/" + one.subtasks()))
          .findFirst()
          .orElse(null);
    }

    private void await(BooleanSupplier condition, String what) throws Exception {
      long start = System.nanoTime();
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          fail("waited in vain for " + what + "; said: " + said);
        }
        if (client != null && client.getJobExecutionResult().isCompletedExceptionally()) {
          client.getJobExecutionResult().join();
        }
        said.addAll(statuses.next()); // waits for a moment
      }
    }

    /** Every alert's states, each once: what documents with ids of their own come to. */
    Set<String> summary() {
      return KeptAlerts.of(name).stream()
          .filter(alert -> !alert.rule().equals("other"))
          .map(
              alert ->
                  List.of(
                          alert.rule(),
                          alert.key(),
                          alert.id(),
                          alert.status(),
                          alert.timestamp(),
                          alert.start(),
                          String.valueOf(alert.end()),
                          String.valueOf(alert.closeReason()),
                          alert.matched())
                      .toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() throws Exception {
      client.cancel().get(60, TimeUnit.SECONDS);
      publisher.close();
      statuses.close();
    }
  }

  /** The alerts of one run, in this JVM. */
  private record KeptAlerts(String run) implements AlertSink {
    static final Map<String, List<Alert>> RUNS = new ConcurrentHashMap<>();

    static List<Alert> of(String run) {
      List<Alert> alerts = RUNS.get(run);
      synchronized (alerts) {
        return List.copyOf(alerts);
      }
    }

    @Override
    public void attach(DataStream<Alert> alerts) {
      alerts
          .map(this::keep)
          .returns(alerts.getType())
          .uid("keep")
          .sinkTo(new DiscardingSink<>())
          .uid("discard");
    }

    private Alert keep(Alert alert) {
      List<Alert> kept = RUNS.get(run);
      synchronized (kept) {
        kept.add(alert);
      }
      return alert;
    }

    @Override
    public String describe() {
      return "this JVM";
    }
  }
}
