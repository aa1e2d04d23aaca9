package dev.vigil.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vigil.io.elasticsearch.ElasticsearchTarget.Login;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Imports saved objects through Kibana's API. */
public final class Kibana {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;
  private final @Nullable Login login;

  /**
   * @param address with Kibana's base path if it has one; without a user and a password
   * @param login null where none is needed
   */
  public Kibana(URI address, @Nullable Login login) {
    if (address.getRawUserInfo() != null) {
      throw new IllegalArgumentException("an address with a user is shown in messages");
    }
    this.address = address.toString().replaceAll("/+$", "");
    this.login = login;
  }

  /**
   * What became of the objects of an export.
   *
   * @param imported how many are there now as the export has them
   * @param kept how many were there before, and stayed as they were
   */
  public record Imported(int imported, int kept) {}

  /**
   * Imports an export.
   *
   * @param export saved objects, a line each
   * @param index the start of the names of the alerts' indices, which the objects look at
   * @param overwrite whether those that are there under the same ids are replaced, or kept
   * @throws IOException with Kibana's answer unless it says that all went well: its status is 200
   *     for failures too
   */
  public Imported importObjects(Path export, String index, boolean overwrite)
      throws IOException, InterruptedException {
    String objects = SavedObjects.read(export, index);
    JsonNode answer = post("_import" + (overwrite ? "?overwrite=true" : ""), export, objects, null);
    JsonNode errors = answer.path("errors");
    if (errors.isEmpty() || !conflictsOnly(errors)) {
      return new Imported(count(answer, export), 0);
    }
    ArrayNode others = JSON.createArrayNode();
    for (JsonNode found : answer.path("successResults")) {
      // They were not there before: what a Kibana has made of them at once is overwritten.
      others
          .addObject()
          .put("type", found.path("type").asText())
          .put("id", found.path("id").asText())
          .put("overwrite", true);
    }
    if (others.isEmpty()) {
      return new Imported(0, errors.size());
    }
    // With conflicts Kibana makes none of the objects until it is told what to do.
    JsonNode resolved = post("_resolve_import_errors", export, objects, others.toString());
    return new Imported(count(resolved, export), errors.size());
  }

  private static boolean conflictsOnly(JsonNode errors) {
    for (JsonNode error : errors) {
      if (!error.at("/error/type").asText().equals("conflict")) {
        return false;
      }
    }
    return true;
  }

  private int count(JsonNode answer, Path export) throws IOException {
    if (!answer.path("success").asBoolean(false)) {
      throw new IOException(
          "Kibana at " + address + " did not import " + export + ": " + answer.path("errors"));
    }
    return answer.path("successCount").asInt();
  }

  private JsonNode post(String action, Path export, String objects, @Nullable String retries)
      throws IOException, InterruptedException {
    String boundary = UUID.randomUUID().toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/api/saved_objects/" + action))
            .timeout(LIMIT)
            // Kibana refuses to write without it; any value does.
            .header("kbn-xsrf", "vigil")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(form(boundary, export, objects, retries));
    if (login != null) {
      request.header("Authorization", login.basic());
    }
    HttpResponse<String> answer;
    try {
      answer =
          HttpClient.newBuilder()
              .connectTimeout(LIMIT)
              .build()
              .send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new IOException("Kibana at " + address + " does not answer: " + why, e);
    }
    if (answer.statusCode() != 200) {
      throw new IOException(
          "Kibana at " + address + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private static BodyPublisher form(
      String boundary, Path export, String objects, @Nullable String retries) {
    String file =
        "name=\"file\"; filename=\""
            + export.getFileName()
            + "\"\r\nContent-Type: application/ndjson";
    String first = retries == null ? "" : part(boundary, "name=\"retries\"") + retries + "\r\n";
    return BodyPublishers.concat(
        BodyPublishers.ofString(first + part(boundary, file)),
        BodyPublishers.ofString(objects),
        BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
  }

  private static String part(String boundary, String head) {
    return "--" + boundary + "\r\nContent-Disposition: form-data; " + head + "\r\n\r\n";
  }
}
