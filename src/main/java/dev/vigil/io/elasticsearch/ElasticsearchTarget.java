package dev.vigil.io.elasticsearch;

import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.elasticsearch.sink.Elasticsearch7SinkBuilder;
import org.apache.flink.connector.elasticsearch.sink.ElasticsearchEmitter;
import org.apache.flink.connector.elasticsearch.sink.ElasticsearchSink;
import org.apache.flink.connector.elasticsearch.sink.FlushBackoffType;
import org.apache.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Where documents go.
 *
 * @param hosts nodes of one cluster, {@code http://host:9200}
 * @param index the start of the indices' names, {@code vigil-alerts}
 * @param login user and password, or null where none are needed
 */
public record ElasticsearchTarget(List<URI> hosts, String index, @Nullable Login login)
    implements Serializable {
  private static final int BULK = 500;
  private static final int FLUSH_MILLIS = 200;
  private static final int RETRIES = 8;
  private static final int FIRST_RETRY_MILLIS = 200;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu.MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A user and a password; its text form has neither. */
  public record Login(String user, String password) implements Serializable {
    /** The value of HTTP's Authorization header. */
    public String basic() {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
      return "Login[***]";
    }
  }

  public ElasticsearchTarget {
    hosts = List.copyOf(hosts);
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException("no hosts");
    }
  }

  /** A sink of documents. */
  <T> ElasticsearchSink<T> sink(ElasticsearchEmitter<T> emitter) {
    Elasticsearch7SinkBuilder<T> sink =
        new Elasticsearch7SinkBuilder<T>()
            .setHosts(hosts.stream().map(ElasticsearchTarget::host).toArray(HttpHost[]::new))
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setBulkFlushMaxActions(BULK)
            .setBulkFlushInterval(FLUSH_MILLIS)
            .setBulkFlushBackoffStrategy(FlushBackoffType.EXPONENTIAL, RETRIES, FIRST_RETRY_MILLIS)
            .setEmitter(emitter);
    if (login != null) {
      sink.setConnectionUsername(login.user()).setConnectionPassword(login.password());
    }
    String prefix = hosts.get(0).getPath();
    if (prefix != null && !prefix.isEmpty() && !prefix.equals("/")) {
      sink.setConnectionPathPrefix(prefix);
    }
    return sink.build();
  }

  private static HttpHost host(URI uri) {
    return new HttpHost(uri.getHost(), port(uri), uri.getScheme());
  }

  /** Where documents go, in words, without credentials. */
  String describe() {
    return "Elasticsearch "
        + hosts.stream().map(ElasticsearchTarget::shown).collect(Collectors.joining(", "))
        + ", index "
        + index
        + "-YYYY.MM";
  }

  /** The same cluster with another index. */
  public ElasticsearchTarget withIndex(String other) {
    return new ElasticsearchTarget(hosts, other, login);
  }

  /** The index of what started then: {@code vigil-alerts-2026.01}, by UTC. */
  public static String indexOf(String index, long startMillis) {
    return index + "-" + MONTH.format(Instant.ofEpochMilli(startMillis));
  }

  /** The port of a host; 9200 where it has none. */
  static int port(URI host) {
    return host.getPort() < 0 ? 9200 : host.getPort();
  }

  /** A host as people are shown it, without what may stand before its name. */
  static String shown(URI host) {
    return host.getScheme() + "://" + host.getHost() + ":" + port(host);
  }

  @Override
  public String toString() {
    return "ElasticsearchTarget[" + hosts.stream().map(ElasticsearchTarget::shown).toList() + "]";
  }
}
