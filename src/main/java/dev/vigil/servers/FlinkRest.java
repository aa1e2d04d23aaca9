package dev.vigil.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What this service asks of Flink's REST API. */
public final class FlinkRest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(100);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  FlinkRest(URI address) {
    this.address = address;
  }

  /** Where the API and the web interface are. */
  public URI address() {
    return address;
  }

  /**
   * Uploads a job's jar and runs its main class with these arguments.
   *
   * @return the job's id
   * @throws IOException with Flink's answer if it does not start
   */
  public String submit(Path jar, List<String> arguments) throws IOException, InterruptedException {
    return run(jar, JSON.createObjectNode(), arguments);
  }

  /**
   * The same with another main class of the jar.
   *
   * @param main its full name
   */
  public String submit(Path jar, String main, List<String> arguments)
      throws IOException, InterruptedException {
    return run(jar, JSON.createObjectNode().put("entryClass", main), arguments);
  }

  private String run(Path jar, ObjectNode body, List<String> arguments)
      throws IOException, InterruptedException {
    String uploaded = text(upload(jar), "/filename");
    String id = uploaded.substring(uploaded.lastIndexOf('/') + 1);
    arguments.forEach(body.putArray("programArgsList")::add);
    return text(post("/jars/" + id + "/run", body), "/jobid");
  }

  /** A job's state as Flink names it: {@code RUNNING}, {@code FAILED}, … */
  public String state(String job) throws IOException, InterruptedException {
    return text(get("/jobs/" + job + "/status"), "/status");
  }

  /**
   * What a running job's subtasks have counted together, by accumulator; as old as the heartbeats
   * of its TaskManagers.
   *
   * @throws IOException if the job has failed
   */
  public Map<String, Long> counters(String job) throws IOException, InterruptedException {
    String state = state(job);
    if (state.equals("FAILED") || state.equals("FAILING")) {
      throw new IOException("the job has failed: " + get("/jobs/" + job + "/exceptions"));
    }
    Map<String, Long> counters = new HashMap<>();
    JsonNode accumulators = JSON.readTree(get("/jobs/" + job + "/accumulators"));
    for (JsonNode one : accumulators.path("user-task-accumulators")) {
      if (one.path("type").asText().equals("LongCounter")) {
        counters.put(one.path("name").asText(), Long.valueOf(one.path("value").asText()));
      }
    }
    return counters;
  }

  /** The answer to a GET: JSON. */
  public String get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  /**
   * Makes a job take a checkpoint, and returns when it is complete: its sinks are flushed then.
   *
   * @throws IOException if it fails, or takes more than two minutes
   */
  public void checkpoint(String job) throws IOException, InterruptedException {
    String path = "/jobs/" + job + "/checkpoints";
    ObjectNode full = JSON.createObjectNode().put("checkpointType", "FULL");
    String trigger = text(post(path, full), "/request-id");
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String answer = get(path + "/" + trigger);
    while (!text(answer, "/status/id").equals("COMPLETED")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("no checkpoint after " + LIMIT.toSeconds() + " s: " + answer);
      }
      Thread.sleep(POLL.toMillis());
      answer = get(path + "/" + trigger);
    }
    if (JSON.readTree(answer).path("operation").hasNonNull("failureCause")) {
      throw new IOException("the checkpoint failed: " + answer);
    }
  }

  /** Asks a job to end, at once and without a savepoint; it ends some time after. */
  public void cancel(String job) throws IOException, InterruptedException {
    send(request("/jobs/" + job).method("PATCH", BodyPublishers.noBody()));
  }

  boolean answers(String path) throws IOException, InterruptedException {
    try {
      HttpRequest get = request(path).GET().build();
      return http.send(get, BodyHandlers.discarding()).statusCode() == 200;
    } catch (ConnectException notYet) {
      return false;
    }
  }

  private String upload(Path jar) throws IOException, InterruptedException {
    String boundary = UUID.randomUUID().toString();
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
                .formatted(boundary, jar.getFileName())
            + "Content-Type: application/x-java-archive\r\n\r\n";
    String tail = "\r\n--" + boundary + "--\r\n";
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString(tail));
    return send(
        request("/jars/upload")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(body));
  }

  private String post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest built = request.build();
    HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          built.method()
              + " "
              + built.uri()
              + ": "
              + response.statusCode()
              + " "
              + response.body());
    }
    return response.body();
  }

  /** The text at a place of an answer. */
  private static String text(String answer, String place) throws IOException {
    JsonNode found = JSON.readTree(answer).at(place);
    if (!found.isTextual()) {
      throw new IOException("Flink's answer has no text at " + place + ": " + answer);
    }
    return found.textValue();
  }
}
