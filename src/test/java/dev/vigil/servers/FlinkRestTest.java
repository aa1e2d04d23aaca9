package dev.vigil.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the answers of Flink's REST API. */
class FlinkRestTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, String> sent = new HashMap<>();
  private HttpServer server;
  private FlinkRest rest;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          sent.put(path, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          byte[] answer = answers.getOrDefault(path, "").getBytes(UTF_8);
          exchange.sendResponseHeaders(answer.length == 0 ? 404 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    rest = new FlinkRest(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void submittedJob_isToldItsArgumentsToTheLetter(@TempDir Path directory) throws Exception {
    Path jar = Files.writeString(directory.resolve("job.jar"), "a jar");
    answers.put(
        "/jars/upload", "{\"filename\": \"/tmp/flink/7_job.jar\", \"status\": \"success\"}");
    answers.put("/jars/7_job.jar/run", "{\"jobid\": \"0123\"}");
    List<String> arguments = List.of("--conf", "a \"b\" \\ c\n\u0001ü");

    assertThat(rest.submit(jar, "dev.Main", arguments)).isEqualTo("0123");

    assertThat(JSON.readTree(sent.get("/jars/7_job.jar/run")))
        .isEqualTo(
            JSON.valueToTree(Map.of("entryClass", "dev.Main", "programArgsList", arguments)));
  }

  @Test
  void counters_areThoseOfLongs_whateverTheirNames() throws Exception {
    answers.put("/jobs/0123/status", "{\"status\": \"RUNNING\"}");
    answers.put(
        "/jobs/0123/accumulators",
        """
        {"job-accumulators": [], "serialized-user-task-accumulators": {},
         "user-task-accumulators": [
           {"name": "read", "type": "LongCounter", "value": "9000000000"},
           {"name": "of \\"air\\"", "type": "LongCounter", "value": "-7"},
           {"value": "3", "type": "LongCounter", "name": "late"},
           {"name": "share", "type": "DoubleCounter", "value": "0.5"}]}
        """);

    assertThat(rest.counters("0123"))
        .isEqualTo(Map.of("read", 9_000_000_000L, "of \"air\"", -7L, "late", 3L));
  }

  @Test
  void checkpointThatFails_isToldWithFlinksReason() throws Exception {
    answers.put("/jobs/0123/checkpoints", "{\"request-id\": \"9\"}");
    String complete = "{\"status\": {\"id\": \"COMPLETED\"}, \"operation\": ";
    answers.put(
        "/jobs/0123/checkpoints/9",
        complete + "{\"checkpointId\": null, \"failureCause\": {\"class\": \"no space\"}}}");
    assertThatThrownBy(() -> rest.checkpoint("0123"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the checkpoint failed")
        .hasMessageContaining("no space");

    answers.put(
        "/jobs/0123/checkpoints/9", complete + "{\"checkpointId\": 4, \"failureCause\": null}}");
    rest.checkpoint("0123");
    assertThat(sent.get("/jobs/0123/checkpoints")).isEqualTo("{\"checkpointType\":\"FULL\"}");
  }

  @Test
  void answerThatIsNoneOfFlinks_isShown() {
    answers.put("/jobs/0123/status", "{\"state\": \"RUNNING\"}");
    assertThatThrownBy(() -> rest.state("0123"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("{\"state\": \"RUNNING\"}");
  }
}
