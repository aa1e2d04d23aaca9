package dev.vigil.servers;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What this service asks of Flink's REST API. */
public final class FlinkRest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern FILE_NAME = Pattern.compile("\"filename\":\"([^\"]+)\"");
  private static final Pattern JOB_ID = Pattern.compile("\"jobid\":\"([0-9a-f]{32})\"");
  private static final Pattern STATUS = Pattern.compile("\"status\":\"([A-Z]+)\"");

  private static final Pattern COUNTER =
      Pattern.compile("\"name\":\"([^\"]+)\",\"type\":\"LongCounter\",\"value\":\"(-?\\d{1,18})\"");

  private static final Pattern TRIGGER = Pattern.compile("\"request-id\":\"([^\"]+)\"");
  private static final Pattern PROGRESS = Pattern.compile("\"id\":\"([A-Z_]+)\"");
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
    return run(jar, "", arguments);
  }

  /**
   * The same with another main class of the jar.
   *
   * @param main its full name
   */
  public String submit(Path jar, String main, List<String> arguments)
      throws IOException, InterruptedException {
    return run(jar, "\"entryClass\":" + quoted(main) + ",", arguments);
  }

  private String run(Path jar, String main, List<String> arguments)
      throws IOException, InterruptedException {
    String uploaded = field(FILE_NAME, upload(jar));
    String id = uploaded.substring(uploaded.lastIndexOf('/') + 1);
    String list = arguments.stream().map(FlinkRest::quoted).collect(Collectors.joining(","));
    BodyPublisher body =
        BodyPublishers.ofString("{" + main + "\"programArgsList\":[" + list + "]}");
    String answer =
        send(request("/jars/" + id + "/run").header("Content-Type", "application/json").POST(body));
    return field(JOB_ID, answer);
  }

  /** A job's state as Flink names it: {@code RUNNING}, {@code FAILED}, … */
  public String state(String job) throws IOException, InterruptedException {
    return field(STATUS, get("/jobs/" + job + "/status"));
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
    Matcher found = COUNTER.matcher(get("/jobs/" + job + "/accumulators"));
    while (found.find()) {
      counters.put(found.group(1), Long.valueOf(found.group(2)));
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
    BodyPublisher full = BodyPublishers.ofString("{\"checkpointType\":\"FULL\"}");
    String trigger =
        field(TRIGGER, send(request(path).header("Content-Type", "application/json").POST(full)));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String answer = get(path + "/" + trigger);
    while (!field(PROGRESS, answer).equals("COMPLETED")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("no checkpoint after " + LIMIT.toSeconds() + " s: " + answer);
      }
      Thread.sleep(POLL.toMillis());
      answer = get(path + "/" + trigger);
    }
    if (answer.contains("failure-cause")) {
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

  private static String field(Pattern pattern, String answer) throws IOException {
    Matcher found = pattern.matcher(answer);
    if (!found.find()) {
      throw new IOException("Flink answered " + answer);
    }
    return found.group(1);
  }

  /** A JSON string. */
  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
