package dev.vigil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.servers.FlinkCluster;
import dev.vigil.servers.Installation;
import dev.vigil.servers.Ports;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A directory that looks like a checkout, to run README.md's commands in as they stand: its conf
 * file names the servers of the tests, and {@code flink} is Flink's own client.
 */
final class ReadmeWorkplace implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int PARTITIONS = 4;
  private static final int READINGS = 13;

  private final ObjectMapper json = new ObjectMapper();
  private final String index = Servers.uniqueName("readme");
  private final Path directory;
  private final int port;
  private int commands;
  private @Nullable Process job;
  private @Nullable FlinkCluster cluster;

  private ReadmeWorkplace(Path directory, int port) {
    this.directory = directory;
    this.port = port;
  }

  static ReadmeWorkplace open() throws IOException {
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "readme")), "")
            .toAbsolutePath();
    ReadmeWorkplace workplace = new ReadmeWorkplace(directory, Ports.free());
    Files.createDirectories(directory.resolve("target"));
    Path jar = Path.of("target", Installation.jobJar().getFileName().toString());
    for (Path path : List.of(Path.of("vigil"), Path.of("rules"), Path.of("kibana"), jar)) {
      Files.createSymbolicLink(directory.resolve(path), path.toAbsolutePath());
    }
    Path conf = Files.createDirectories(directory.resolve("conf")).resolve("vigil.yaml");
    Files.writeString(conf, workplace.conf());
    Path flink = Files.createDirectories(directory.resolve("bin")).resolve("flink");
    Path classes = Path.of("target/servers/flink").toAbsolutePath();
    Files.writeString(
        flink,
        """
        #!/bin/sh
        FLINK_CONF_DIR=%s exec java --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED \\
          -cp "%s/classes:$(cat %s/classpath)" org.apache.flink.client.cli.CliFrontend "$@"
        """
            .formatted(directory.resolve("flink"), classes, classes));
    Files.setPosixFilePermissions(flink, PosixFilePermissions.fromString("rwxr-xr-x"));
    return workplace;
  }

  /** Writes a file, with the servers of the tests where it names those of a person. */
  void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text.replace("localhost:9092", Servers.kafka().bootstrapServers()));
  }

  /** The file as it is now. */
  String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  /** Where the commands run. */
  Path directory() {
    return directory;
  }

  /** Where the job answers. */
  int port() {
    return port;
  }

  private String conf() throws IOException {
    return Files.readString(Path.of("conf/vigil.yaml"))
        .replace("localhost:9092", Servers.kafka().bootstrapServers())
        .replace("http://localhost:9200", Servers.elasticsearch().address().toString())
        .replace("index: vigil-alerts", "index: " + index)
        .replace("rest.port: 8081", "rest.port: " + port);
  }

  /** Runs a command to its end, which must be good, and returns what it printed. */
  String run(String command) throws Exception {
    return run(command, 0);
  }

  /** Runs a command to its end, and returns what it printed. */
  String run(String command, int exit) throws Exception {
    Path out = directory.resolve("out-" + ++commands);
    Process process = shell(command, out);
    try {
      assertThat(process.waitFor(LIMIT.toMinutes(), MINUTES)).as(command).isTrue();
    } finally {
      process.destroy();
    }
    assertThat(process.exitValue()).as(command + "\n" + Files.readString(out)).isEqualTo(exit);
    return Files.readString(out);
  }

  /** Starts a command that runs the job, and waits until the job runs. */
  void startJob(String command) throws Exception {
    Path out = directory.resolve("job");
    Process started = shell("exec " + command, out);
    job = started;
    await(
        "the job runs",
        () -> {
          assertThat(started.isAlive()).as(Files.readString(out)).isTrue();
          return Files.readString(out).contains("Flink   at") && isRunning(port);
        });
  }

  /** Stops it as Ctrl-C does. */
  void stopJob() throws Exception {
    Process running = job;
    if (running != null) {
      run("kill -INT " + running.pid());
      assertThat(running.waitFor(LIMIT.toMinutes(), MINUTES)).isTrue();
    }
  }

  /** Starts a Flink cluster, runs the command with its client, and waits until the job runs. */
  void runOnCluster(String command) throws Exception {
    FlinkCluster started =
        FlinkCluster.start(directory.resolve("flink"), 1, 2, Map.of("parallelism.default", "2"));
    cluster = started;
    submit(command, started);
  }

  /** Runs the command with the client of the cluster that is there, and waits as before. */
  void runAgainOnCluster(String command) throws Exception {
    FlinkCluster started = cluster;
    if (started == null) {
      throw new IllegalStateException("no cluster has been started");
    }
    submit(command, started);
  }

  private void submit(String command, FlinkCluster started) throws Exception {
    assertThat(run(command)).contains("Job has been submitted with JobID");
    await("the job runs on the cluster", () -> isRunning(started.rest().address().getPort()));
  }

  /**
   * Sends a reading once a minute of event time, on its first one's partition, and clean ones on
   * the others, without which time does not pass there.
   */
  void send(JsonNode reading) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", Servers.kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      int own = -1;
      for (int minute = 0; minute < READINGS; minute++) {
        String station = reading.path("station").asText();
        own = send(producer, null, at(reading, minute, station)).partition();
      }
      for (int partition = 0; partition < PARTITIONS; partition++) {
        for (int minute = 0; minute < READINGS && partition != own; minute++) {
          ObjectNode clean = at(reading, minute, "clean-" + partition).put("pm25", 5.0);
          send(producer, partition, clean);
        }
      }
    }
  }

  private static ObjectNode at(JsonNode reading, int minute, String station) {
    Instant time = Instant.parse(reading.path("ts").asText()).plus(MINUTE.multipliedBy(minute));
    ObjectNode copy = reading.deepCopy();
    return copy.put("ts", time.toString()).put("station", station);
  }

  private RecordMetadata send(
      KafkaProducer<byte[], byte[]> producer, @Nullable Integer partition, ObjectNode reading)
      throws Exception {
    byte[] key = reading.path("station").asText().getBytes(UTF_8);
    byte[] value = json.writeValueAsBytes(reading);
    return producer.send(new ProducerRecord<>("air-readings", partition, key, value)).get();
  }

  /** The one alert of a rule, once Elasticsearch has it. */
  JsonNode awaitAlert(String rule) throws Exception {
    String search = "/" + index + "-*/_search?q=rule.id:" + rule;
    await("an alert of " + rule, () -> hits(search).size() > 0);
    assertThat(hits(search)).hasSize(1);
    return hits(search).path(0).path("_source");
  }

  private JsonNode hits(String search) throws IOException {
    Servers.request("POST", "/" + index + "-*/_refresh", "");
    return json.readTree(Servers.request("GET", search, "").body()).path("hits").path("hits");
  }

  private boolean isRunning(int rest) throws Exception {
    HttpRequest jobs =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rest + "/jobs/overview")).build();
    try {
      String answer = HttpClient.newHttpClient().send(jobs, BodyHandlers.ofString()).body();
      for (JsonNode each : json.readTree(answer).path("jobs")) {
        int tasks = each.path("tasks").path("total").asInt();
        if (tasks > 0 && each.path("tasks").path("running").asInt() == tasks) {
          return true;
        }
      }
      return false;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  private Process shell(String command, Path out) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    Map<String, String> environment = builder.environment();
    environment.merge("PATH", directory.resolve("bin").toString(), (old, bin) -> bin + ":" + old);
    return builder.start();
  }

  private static void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("not after " + LIMIT.toSeconds() + " s: " + what);
      }
      MILLISECONDS.sleep(200);
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  @Override
  public void close() throws Exception {
    if (job != null) {
      job.destroy();
      job.waitFor();
    }
    if (cluster != null) {
      cluster.close();
    }
  }
}
