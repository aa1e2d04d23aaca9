package dev.vigil.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vigil.io.elasticsearch.ElasticsearchTarget.Login;
import dev.vigil.servers.Ports;
import dev.vigil.setup.Kibana.Imported;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as Kibana does. */
class KibanaTest {
  private static final Path EXPORT = Path.of("kibana", "vigil.ndjson");

  private final List<String> requests = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private int status = 200;
  private final Queue<String> answers = new ArrayDeque<>();
  private final List<@Nullable String> logins = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void export_is_sent_whole_as_kibana_wants_it() throws Exception {
    answers.add("{\"success\":true,\"successCount\":10,\"warnings\":[]}");
    assertThat(kibana(null).importObjects(EXPORT, "vigil-alerts", true))
        .isEqualTo(new Imported(10, 0));
    assertThat(requests).containsExactly("POST /base/api/saved_objects/_import?overwrite=true");
    assertThat(bodies).singleElement().asString().contains(Files.readString(EXPORT));
    assertThat(logins).containsOnlyNulls();
  }

  @Test
  void login_is_sent_as_to_elasticsearch() throws Exception {
    answers.add("{\"success\":true,\"successCount\":10}");
    kibana(new Login("elastic", "s3cretpw")).importObjects(EXPORT, "vigil-alerts", false);
    assertThat(logins).containsExactly("Basic ZWxhc3RpYzpzM2NyZXRwdw==");
  }

  @Test
  void objects_that_are_there_stay_and_the_others_are_imported() throws Exception {
    answers.add(
        """
        {"success":false,"successCount":1,
         "errors":[{"id":"vigil-alerts","type":"dashboard","error":{"type":"conflict"}}],
         "successResults":[{"id":"vigil-alerts","type":"index-pattern","meta":{}}]}
        """);
    answers.add("{\"success\":true,\"successCount\":1}");
    assertThat(kibana(null).importObjects(EXPORT, "vigil-alerts", false))
        .isEqualTo(new Imported(1, 1));
    assertThat(requests)
        .containsExactly(
            "POST /base/api/saved_objects/_import",
            "POST /base/api/saved_objects/_resolve_import_errors");
    assertThat(bodies.get(1))
        .contains(
            "name=\"retries\"",
            "[{\"type\":\"index-pattern\",\"id\":\"vigil-alerts\",\"overwrite\":true}]\r\n")
        .contains(Files.readString(EXPORT));
  }

  @Test
  void objects_that_are_all_there_all_stay() throws Exception {
    answers.add(
        """
        {"success":false,"successCount":0,
         "errors":[{"id":"vigil-alerts","type":"dashboard","error":{"type":"conflict"}}]}
        """);
    assertThat(kibana(null).importObjects(EXPORT, "vigil-alerts", false))
        .isEqualTo(new Imported(0, 1));
    assertThat(requests).hasSize(1);
  }

  @Test
  void export_is_sent_for_the_index_that_conf_names() throws Exception {
    answers.add("{\"success\":true,\"successCount\":10,\"warnings\":[]}");
    kibana(null).importObjects(EXPORT, "air-alerts", false);
    assertThat(bodies)
        .singleElement()
        .asString()
        .contains(
            Files.readString(EXPORT)
                .replace("\"title\":\"vigil-alerts-*", "\"title\":\"air-alerts-*"))
        .contains("\"air-alerts-*\"", "\"air-alerts-*.*\"")
        .doesNotContain("vigil-alerts-*");
  }

  @Test
  void export_that_is_none_is_told_with_its_line(@TempDir Path directory) throws Exception {
    Path export = Files.writeString(directory.resolve("a.ndjson"), "{}\n{\n");
    assertThatThrownBy(() -> kibana(null).importObjects(export, "vigil-alerts", false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.ndjson:2 is no JSON object");
    assertThat(requests).isEmpty();
  }

  @Test
  void failure_with_status_200_is_told_with_its_errors() {
    answers.add(
        "{\"success\":false,\"successCount\":0,\"errors\":[{\"id\":\"vigil-alerts\",\"type\":\"dashboard\","
            + "\"error\":{\"type\":\"missing_references\"}}]}");
    assertThatThrownBy(() -> kibana(null).importObjects(EXPORT, "vigil-alerts", true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not import")
        .hasMessageContaining("missing_references");
  }

  @Test
  void refusal_is_told_with_its_status() {
    status = 503;
    answers.add("Kibana server is not ready yet");
    assertThatThrownBy(() -> kibana(null).importObjects(EXPORT, "vigil-alerts", true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503: Kibana server is not ready yet");
  }

  @Test
  void silence_is_told_with_the_address() throws IOException {
    int nobody = Ports.free();
    assertThatThrownBy(
            () ->
                new Kibana(URI.create("http://127.0.0.1:" + nobody), null)
                    .importObjects(EXPORT, "vigil-alerts", true))
        .isInstanceOf(IOException.class)
        .hasMessage("Kibana at http://127.0.0.1:" + nobody + " does not answer: ConnectException");
  }

  private Kibana kibana(@Nullable Login login) {
    return new Kibana(address(), login);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
  }

  /** Kibana's own rule: a write without the header is refused. */
  private void handle(HttpExchange exchange) {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      logins.add(exchange.getRequestHeaders().getFirst("Authorization"));
      boolean allowed = exchange.getRequestHeaders().containsKey("kbn-xsrf");
      byte[] body =
          (allowed ? answers.remove() : "{\"message\":\"Request must contain a kbn-xsrf header.\"}")
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(allowed ? status : 400, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
