package dev.vigil.io.elasticsearch;

import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
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
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu.MM", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A user and a password; its text form has neither. */
  public record Login(String user, String password) implements Serializable {
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

  /** The index of an alert that started then: {@code vigil-alerts-2026.01}, by UTC. */
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
