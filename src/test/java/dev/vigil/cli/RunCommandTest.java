package dev.vigil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.servers.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code vigil run} with readings that a generator makes. */
@Timeout(120)
class RunCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private int port;

  @BeforeEach
  void choosePort() throws IOException {
    port = Ports.free();
  }

  @Test
  void options_comeBeforeConf_andConfBeforeTheCommandsOwn() throws Exception {
    Path conf =
        conf("parallelism.default: 3\n  pipeline.name: my-name\n  web.refresh-interval: 7000");
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(() -> run("--conf", conf.toString(), "--parallelism", "1"));

    JsonNode job = awaitJob(run);
    assertThat(job.path("name").asText()).isEqualTo("my-name");
    String id = job.path("jid").asText();
    assertThat(get("/jobs/" + id + "/config").at("/execution-config/job-parallelism").asInt())
        .isEqualTo(1);
    JsonNode web = get("/config");
    assertThat(web.path("refresh-interval").asInt()).isEqualTo(7000);
    assertThat(web.at("/features/web-submit").asBoolean()).isFalse();

    cancel(id);
    run.get(60, TimeUnit.SECONDS);
    assertThat(out.toString()).contains("Flink   at http://localhost:" + port);
  }

  @Test
  void stateToGoOnFrom_isThatOfTheOption() throws Exception {
    Path conf = conf("execution.state-recovery.path: /none/of-conf");
    assertThat(run("--conf", conf.toString(), "--from", "/none/of-option")).isNotZero();
    assertThat(err.toString()).contains("/none/of-option").doesNotContain("/none/of-conf");
  }

  @Test
  void noSubtasks_areNoChoice() {
    assertThat(run("--parallelism", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--parallelism must be above 0");
  }

  private JsonNode awaitJob(CompletableFuture<Integer> run) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!run.isDone() && System.nanoTime() < deadline) {
      try {
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
          if (job.path("state").asText().equals("RUNNING")) {
            return job;
          }
        }
      } catch (ConnectException e) {
        // not up yet
      }
      Thread.sleep(POLL.toMillis());
    }
    throw new AssertionError("no job runs: " + err);
  }

  private JsonNode get(String path) throws Exception {
    return JSON.readTree(send(request(path).build()));
  }

  private void cancel(String job) throws Exception {
    send(request("/jobs/" + job).method("PATCH", BodyPublishers.noBody()).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private static String send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private Path conf(String flink) throws IOException {
    return Files.writeString(
        directory.resolve("vigil.yaml"),
        """
        streams:
          air:
            generator: {rate: 50}
            time: {field: ts}
            key: [station]
            fields: {station: string, pm25: double, temperature: double}
        rules: {directory: rules/pm25-sustained.yaml}
        alerts: {console: true}
        flink:
          rest.port: %d
          execution.checkpointing.dir: %s
          %s
        """
            .formatted(port, directory.resolve("checkpoints").toUri(), flink));
  }

  private int run(String... arguments) {
    return new CommandLine(new RunCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
