package dev.vigil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The alerts as Elasticsearch has them. An index is made by the first alert of its month: until its
 * shards are there, Elasticsearch refuses searches, and they are asked again.
 */
final class IndexedAlerts {
  private static final String INDICES = "/" + DemoConf.INDEX + "-*";
  private static final String LATEST =
      """
      {"size": 500, "sort": [{"@timestamp": "desc"}], "_source": {"excludes": ["vigil.matched"]}}
      """;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final Set<String> shown = new HashSet<>();
  private final URI elasticsearch;
  private final Duration patience;

  IndexedAlerts(URI elasticsearch) {
    this(elasticsearch, LIMIT);
  }

  /**
   * @param patience how long an index may take to be there
   */
  IndexedAlerts(URI elasticsearch, Duration patience) {
    this.elasticsearch = elasticsearch;
    this.patience = patience;
  }

  /**
   * A line for each alert that opened, resolved or matched since the last call, the oldest first.
   *
   * @throws IOException if Elasticsearch refuses, or its shards are not there in time
   */
  List<String> fresh() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (JsonNode hit : ask("/_search?ignore_unavailable=true", LATEST).path("hits").path("hits")) {
      JsonNode alert = hit.path("_source");
      String state = hit.path("_id").asText() + alert.path("event").path("action").asText();
      if (shown.add(state)) {
        lines.add(line(alert));
      }
    }
    Collections.reverse(lines);
    return lines;
  }

  /** How many there are, after a refresh. */
  long count() throws IOException, InterruptedException {
    ask("/_refresh", "");
    return ask("/_count", "").path("count").asLong();
  }

  private static String line(JsonNode alert) {
    JsonNode vigil = alert.path("vigil");
    return "%s  %-8s  %-8s  %s"
        .formatted(
            alert.path("@timestamp").asText(),
            vigil.path("severity").asText(),
            vigil.path("status").asText(),
            alert.path("rule").path("id").asText() + ": " + alert.path("message").asText());
  }

  private JsonNode ask(String path, String body) throws IOException, InterruptedException {
    URI uri = URI.create(elasticsearch + INDICES + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        JsonNode result = json.readTree(answer.body());
        if (result.path("_shards").path("failed").asInt() == 0) {
          return result;
        }
      } else if (!isNotReady(answer.statusCode())) {
        throw new IOException(uri + " answered " + answer.statusCode() + ": " + answer.body());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the alerts' shards are not there after "
                + patience.toSeconds()
                + " s: "
                + uri
                + " answered "
                + answer.statusCode()
                + ": "
                + answer.body());
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  /** An index that is not there yet, or whose shards are not. */
  private static boolean isNotReady(int status) {
    return status == 404 || status == 503;
  }
}
