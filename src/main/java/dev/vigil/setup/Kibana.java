package dev.vigil.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** Imports saved objects through Kibana's API. */
public final class Kibana {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Kibana() {}

  /**
   * Imports an export, over what is there under the same ids.
   *
   * @param kibana its address, with its base path if it has one
   * @param export saved objects, a line each
   * @return how many objects were imported
   * @throws IOException with Kibana's answer unless it says that all went well: its status is 200
   *     for failures too
   */
  public static int importObjects(URI kibana, Path export)
      throws IOException, InterruptedException {
    String boundary = UUID.randomUUID().toString();
    String head =
        String.join(
            "\r\n",
            "--" + boundary,
            "Content-Disposition: form-data; name=\"file\"; filename=\""
                + export.getFileName()
                + "\"",
            "Content-Type: application/ndjson",
            "",
            "");
    URI uri =
        URI.create(
            kibana.toString().replaceAll("/+$", "") + "/api/saved_objects/_import?overwrite=true");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            // Kibana refuses to write without it; any value does.
            .header("kbn-xsrf", "vigil")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofFile(export),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
            .build();
    HttpResponse<String> answer =
        HttpClient.newBuilder()
            .connectTimeout(LIMIT)
            .build()
            .send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(uri + " answered " + answer.statusCode() + ": " + answer.body());
    }
    JsonNode body = new ObjectMapper().readTree(answer.body());
    if (!body.path("success").asBoolean(false)) {
      throw new IOException(uri + " did not import " + export + ": " + body.path("errors"));
    }
    return body.path("successCount").asInt();
  }
}
