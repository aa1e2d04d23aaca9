package dev.vigil.setup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as Kibana does. */
class KibanaTest {
  private static final Path EXPORT = Path.of("kibana", "vigil.ndjson");

  private final List<String> requests = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private int status = 200;
  private String answer = "";
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
    answer = "{\"success\":true,\"successCount\":8,\"warnings\":[]}";
    assertThat(Kibana.importObjects(address(), EXPORT)).isEqualTo(8);
    assertThat(requests).containsExactly("POST /base/api/saved_objects/_import?overwrite=true");
    assertThat(bodies).singleElement().asString().contains(Files.readString(EXPORT));
  }

  @Test
  void failure_with_status_200_is_told_with_its_errors() {
    answer =
        "{\"success\":false,\"successCount\":0,\"errors\":[{\"id\":\"vigil-alerts\",\"type\":\"dashboard\","
            + "\"error\":{\"type\":\"missing_references\"}}]}";
    assertThatThrownBy(() -> Kibana.importObjects(address(), EXPORT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("did not import")
        .hasMessageContaining("missing_references");
  }

  @Test
  void refusal_is_told_with_its_status() {
    status = 503;
    answer = "Kibana server is not ready yet";
    assertThatThrownBy(() -> Kibana.importObjects(address(), EXPORT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503: Kibana server is not ready yet");
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
  }

  /** Kibana's own rule: a write without the header is refused. */
  private void handle(HttpExchange exchange) {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      boolean allowed = exchange.getRequestHeaders().containsKey("kbn-xsrf");
      byte[] body =
          (allowed ? answer : "{\"message\":\"Request must contain a kbn-xsrf header.\"}")
              .getBytes(UTF_8);
      exchange.sendResponseHeaders(allowed ? status : 400, body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
