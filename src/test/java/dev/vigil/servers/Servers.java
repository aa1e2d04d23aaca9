package dev.vigil.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The real Kafka and the real Elasticsearch that all integration tests of one JVM share. Each is
 * started by the first test that asks for it and ends with the JVM. Tests are named {@code *IT} and
 * keep apart by names of their own:
 *
 * <pre>{@code
 * String topic = Servers.topic("readings", 2);              // made, and empty
 * config.put("bootstrap.servers", Servers.kafka().bootstrapServers());
 * URI elasticsearch = Servers.elasticsearch().address();
 * String index = Servers.uniqueName("vigil-alerts");         // lower case, fit for an index
 * Servers.request("POST", "/" + index + "/_refresh", "");
 * }</pre>
 *
 * A test that kills its server or fills its disk starts one of its own: {@code
 * KafkaServer.start(tempDir, Ports.free())}.
 */
public final class Servers {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Servers() {}

  /** The shared broker; it makes no topic by itself. */
  public static KafkaServer kafka() {
    return SharedKafka.SERVER;
  }

  /** The shared node. */
  public static ElasticsearchServer elasticsearch() {
    return SharedElasticsearch.SERVER;
  }

  /** A name that no other test uses, starting with {@code prefix}. */
  public static String uniqueName(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** A name for a topic that no other test uses; the topic is not made. */
  public static String uniqueTopic() {
    return uniqueName("topic");
  }

  /** Makes a topic with a name that no other test uses. */
  public static String topic(String prefix, int partitions) {
    return make(uniqueName(prefix), partitions, Map.of());
  }

  /** Makes a compacted topic of one partition with a name that no other test uses. */
  public static String compactedTopic(String prefix) {
    return make(uniqueName(prefix), 1, Map.of("cleanup.policy", "compact"));
  }

  /** Sends a request to the shared Elasticsearch and returns its answer, whatever its status. */
  public static HttpResponse<String> request(String method, String path, String json) {
    URI uri = URI.create(elasticsearch().address() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(method + " " + uri, e);
    }
  }

  private static String make(String name, int partitions, Map<String, String> settings) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka().bootstrapServers());
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
          .all()
          .get();
      return name;
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot make topic " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("cannot make topic " + name, e);
    }
  }

  private static Path directory(String server) throws IOException {
    return Files.createTempDirectory(
        Files.createDirectories(Path.of("target", "test-servers")), server);
  }

  private static final class SharedKafka {
    static final KafkaServer SERVER = started();

    private static KafkaServer started() {
      try {
        return KafkaServer.start(directory("kafka"), Ports.free());
      } catch (IOException e) {
        throw new IllegalStateException("no Kafka", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("no Kafka", e);
      }
    }
  }

  private static final class SharedElasticsearch {
    static final ElasticsearchServer SERVER = started();

    private static ElasticsearchServer started() {
      try {
        return ElasticsearchServer.start(directory("elasticsearch"), Ports.free());
      } catch (IOException e) {
        throw new IllegalStateException("no Elasticsearch", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("no Elasticsearch", e);
      }
    }
  }
}
