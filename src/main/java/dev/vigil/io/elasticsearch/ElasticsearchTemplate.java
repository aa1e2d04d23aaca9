package dev.vigil.io.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.io.RollupJson;
import dev.vigil.rollup.Rollup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The mapping of documents, and its way into a cluster.
 *
 * @param target the cluster, and the start of the indices' names, which is the template's own name
 * @param json the template
 */
public record ElasticsearchTemplate(ElasticsearchTarget target, String json) {
  private static final String ALERTS = "/elasticsearch/vigil-alerts.json";
  private static final String ROLLUPS = "/elasticsearch/vigil-rollups.json";

  /** Above those that Elasticsearch has itself, of 100 and below, and others' usual ones. */
  private static final int PRIORITY = 200;

  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The template of alerts. */
  public static ElasticsearchTemplate alerts(ElasticsearchTarget target) {
    return new ElasticsearchTemplate(target, read(ALERTS, target).toString());
  }

  /** The template of what windows come to, with the fields of the rollups that go there. */
  public static ElasticsearchTemplate rollups(
      ElasticsearchTarget target, Collection<Rollup> rollups) {
    ObjectNode template = read(ROLLUPS, target);
    ObjectNode values =
        template.withObject("/template/mappings/properties/vigil/properties/values/properties");
    for (Rollup rollup : rollups) {
      for (String field : RollupJson.names(rollup)) {
        ObjectNode parts = values.withObjectProperty(field).withObjectProperty("properties");
        for (Rollup.Part part : Rollup.Part.values()) {
          String type = part == Rollup.Part.COUNT ? "long" : "double";
          parts.withObjectProperty(part.label()).put("type", type);
        }
      }
    }
    return new ElasticsearchTemplate(target, template.toString());
  }

  private static ObjectNode read(String resource, ElasticsearchTarget target) {
    try (InputStream in = ElasticsearchTemplate.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      ObjectNode template = (ObjectNode) JSON.readTree(in);
      template.putArray("index_patterns").add(target.index() + "-*");
      // where the name of one index begins another's, the longer one's template is the closer
      template.put("priority", PRIORITY + target.index().length());
      return template;
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }

  /**
   * Installs the template, or renews it.
   *
   * @throws IOException if no host answers, or one refuses: with what it said
   */
  public void install() throws IOException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
    List<String> unreachable = new ArrayList<>();
    for (URI host : target.hosts()) {
      HttpResponse<String> answer;
      try {
        answer = client.send(request(host), HttpResponse.BodyHandlers.ofString());
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

  private HttpRequest request(URI host) {
    String path = host.getPath() == null ? "" : host.getPath().replaceAll("/+$", "");
    URI uri =
        URI.create(ElasticsearchTarget.shown(host) + path + "/_index_template/" + target.index());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(json));
    ElasticsearchTarget.Login login = target.login();
    if (login != null) {
      request.header("Authorization", login.basic());
    }
    return request.build();
  }

  private static void check(URI host, HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() == 200) {
      JsonNode body = JSON.readTree(answer.body());
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
