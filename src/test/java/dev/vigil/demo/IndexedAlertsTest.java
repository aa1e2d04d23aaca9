package dev.vigil.demo;

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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as Elasticsearch does while an index is being made. */
class IndexedAlertsTest {
  private static final String NO_SHARDS =
      "{\"error\":{\"type\":\"search_phase_execution_exception\",\"reason\":\"all shards failed\"}}";
  private static final String ONE_ALERT =
      "{\"_shards\":{\"failed\":0},\"hits\":{\"hits\":[{\"_id\":\"1\",\"_source\":{"
          + "\"@timestamp\":\"2026-01-01T00:00:00Z\",\"message\":\"A is high\",\"event\":{\"action\":\"open\"},"
          + "\"rule\":{\"id\":\"high\"},\"vigil\":{\"severity\":\"warning\",\"status\":\"firing\"}}}]}}";

  private final Deque<Answer> answers = new ArrayDeque<>();
  private HttpServer server;

  private record Answer(int status, String body) {}

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
  void index_that_is_being_made_is_waited_for() throws Exception {
    answers.add(new Answer(404, "{\"error\":{\"type\":\"index_not_found_exception\"}}"));
    answers.add(new Answer(503, NO_SHARDS));
    answers.add(new Answer(200, "{\"_shards\":{\"failed\":1},\"hits\":{\"hits\":[]}}"));
    answers.add(new Answer(200, ONE_ALERT));
    assertThat(alerts(Duration.ofMinutes(1)).fresh())
        .containsExactly("2026-01-01T00:00:00Z  warning   firing    high: A is high");
    assertThat(answers).isEmpty();
  }

  @Test
  void shown_alert_is_shown_once_until_it_changes() throws Exception {
    IndexedAlerts alerts = alerts(Duration.ofMinutes(1));
    answers.add(new Answer(200, ONE_ALERT));
    assertThat(alerts.fresh()).hasSize(1);
    answers.add(new Answer(200, ONE_ALERT));
    assertThat(alerts.fresh()).isEmpty();
    answers.add(
        new Answer(
            200, ONE_ALERT.replace("\"open\"", "\"resolve\"").replace("firing", "resolved")));
    assertThat(alerts.fresh()).singleElement().asString().contains("resolved");
  }

  @Test
  void shards_that_never_come_are_told_with_the_last_answer() {
    answers.add(new Answer(503, NO_SHARDS));
    assertThatThrownBy(() -> alerts(Duration.ZERO).fresh())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the alerts' shards are not there after 0 s: ")
        .hasMessageContaining("answered 503: " + NO_SHARDS);
  }

  @Test
  void other_refusals_are_told_at_once() {
    answers.add(new Answer(400, "no such parameter"));
    assertThatThrownBy(() -> alerts(Duration.ofMinutes(1)).count())
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("answered 400: no such parameter");
    assertThat(answers).isEmpty();
  }

  private IndexedAlerts alerts(Duration patience) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new IndexedAlerts(address, patience);
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      Answer answer = answers.remove();
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
