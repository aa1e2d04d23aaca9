package dev.vigil.bench.job;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A job's alerts as Elasticsearch has them. */
final class AlertIndex {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int NOT_FOUND = 404;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final URI elasticsearch;
  private final String index;

  /**
   * @param index the start of the indices' names
   */
  AlertIndex(URI elasticsearch, String index) {
    this.elasticsearch = elasticsearch;
    this.index = index;
  }

  /** How many there are, after a refresh. */
  long count() throws IOException, InterruptedException {
    ask("/" + index + "-*/_refresh", "");
    return ask("/" + index + "-*/_count", "").path("count").asLong();
  }

  /** All of them, after a refresh. */
  Set<Air.Told> all() throws IOException, InterruptedException {
    Set<Air.Told> all = new TreeSet<>();
    ask("/" + index + "-*/_refresh", "");
    JsonNode page =
        ask(
            "/" + index + "-*/_search?scroll=1m",
            "{\"size\": 5000, \"sort\": [\"_doc\"],"
                + " \"_source\": [\"rule.id\", \"vigil.key\", \"event.start\"]}");
    while (!page.path("hits").path("hits").isEmpty()) {
      for (JsonNode hit : page.path("hits").path("hits")) {
        all.add(told(hit.path("_source")));
      }
      String scroll = json.writeValueAsString(page.path("_scroll_id").asText());
      page = ask("/_search/scroll", "{\"scroll\": \"1m\", \"scroll_id\": " + scroll + "}");
    }
    return all;
  }

  /** An alert's document, by what it is about. */
  static Air.Told told(JsonNode document) {
    return new Air.Told(
        document.path("rule").path("id").asText(),
        document.path("vigil").path("key").path("station").asText(),
        Instant.parse(document.path("event").path("start").asText()).toEpochMilli());
  }

  /**
   * Which of the ids of one month's index Elasticsearch has, whether a search finds them or not.
   */
  List<String> present(String month, Collection<String> ids)
      throws IOException, InterruptedException {
    String path = "/" + index + "-" + month + "/_mget?_source=false";
    JsonNode answer = ask(path, "{\"ids\": " + json.writeValueAsString(ids) + "}");
    List<String> present = new ArrayList<>();
    for (JsonNode document : answer.path("docs")) {
      if (document.path("found").asBoolean()) {
        present.add(document.path("_id").asText());
      }
    }
    return present;
  }

  /** Its answer; nothing where there is no index yet. */
  private JsonNode ask(String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(elasticsearch + path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200 && answer.statusCode() != NOT_FOUND) {
      throw new IOException(
          request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.statusCode() == 200 ? json.readTree(answer.body()) : json.createObjectNode();
  }
}
