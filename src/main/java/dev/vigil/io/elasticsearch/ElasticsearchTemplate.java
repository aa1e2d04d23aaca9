package dev.vigil.io.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The mapping of alert documents, and its way into a cluster. */
public final class ElasticsearchTemplate {
  private static final String RESOURCE = "/elasticsearch/vigil-alerts.json";
  private static final String INDEX = "vigil-alerts";
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private ElasticsearchTemplate() {}

  /** The template's JSON for indices of a name. */
  public static String json(String index) {
    try (InputStream in = ElasticsearchTemplate.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the jar");
      }
      String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return template.replace('"' + INDEX + "-*\"", '"' + index + "-*\"");
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read", e);
    }
  }

  /**
   * Installs the template, or renews it.
   *
   * @throws IOException if no host answers, or one refuses: with what it said
   */
  public static void install(ElasticsearchTarget target) throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    List<String> unreachable = new ArrayList<>();
    for (URI host : target.hosts()) {
      HttpResponse<String> answer;
      try {
        answer = client.send(request(host, target), HttpResponse.BodyHandlers.ofString());
      } catch (IOException e) {
        unreachable.add(ElasticsearchTarget.shown(host) + ": " + reason(e));
        continue;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while installing the index template", e);
      }
      check(host, answer);
      return;
    }
    throw new IOException("Elasticsearch does not answer: " + String.join("; ", unreachable));
  }

  private static HttpRequest request(URI host, ElasticsearchTarget target) {
    String path = host.getPath() == null ? "" : host.getPath().replaceAll("/+$", "");
    URI uri =
        URI.create(ElasticsearchTarget.shown(host) + path + "/_index_template/" + target.index());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json(target.index())));
    ElasticsearchTarget.Login login = target.login();
    if (login != null) {
      byte[] pair = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return request.build();
  }

  private static void check(URI host, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() == 200) {
      JsonNode body = new ObjectMapper().readTree(answer.body());
      if (body.path("acknowledged").asBoolean(false)) {
        return;
      }
    }
    throw new IOException(
        ElasticsearchTarget.shown(host)
            + " refused the index template with status "
            + answer.statusCode()
            + ": "
            + answer.body());
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
