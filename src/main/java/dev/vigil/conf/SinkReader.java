package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.io.elasticsearch.ElasticsearchTarget;
import dev.vigil.io.kafka.Delivery;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlScalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where documents go, be they alerts or what windows come to. */
final class SinkReader {
  private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,199}");

  private final MappingReader read;
  private final Diagnostics diagnostics;
  private final KafkaClient kafka;

  /** Makes a sink of a topic. */
  interface TopicSink<T> {
    T of(String topic, Delivery delivery, KafkaClient client);
  }

  /**
   * A reader.
   *
   * @param read has the kinds of sinks as keys
   */
  SinkReader(MappingReader read, Diagnostics diagnostics, KafkaClient kafka) {
    this.read = read;
    this.diagnostics = diagnostics;
    this.kafka = kafka;
  }

  /**
   * The sink to a topic.
   *
   * @param example a topic's name, for hints
   */
  <T> Optional<T> kafka(String example, TopicSink<T> sink) {
    Optional<MappingReader> written = read.child("kafka");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    MappingReader target = written.get();
    target.require("topic", "kafka: {topic: " + example + "}");
    Optional<String> topic = Names.topic(target, "topic", diagnostics);
    Delivery delivery = delivery(target);
    target.refuseOthers();
    return topic.map(name -> sink.of(name, delivery, kafka));
  }

  private Delivery delivery(MappingReader target) {
    Optional<String> transactions = Names.transactions(target, "transactions", diagnostics);
    Map<String, Delivery> deliveries = new LinkedHashMap<>();
    deliveries.put("at_least_once", new Delivery.AtLeastOnce());
    deliveries.put("exactly_once", new Delivery.ExactlyOnce(transactions.orElse(null)));
    Delivery delivery = target.choice("delivery", deliveries).orElseGet(Delivery.AtLeastOnce::new);
    if (target.has("transactions") && delivery instanceof Delivery.AtLeastOnce) {
      diagnostics.error(
          "bad-value",
          target.keySpan("transactions"),
          "'transactions' names those of delivery: exactly_once",
          "add delivery: exactly_once, or leave out transactions");
    }
    return delivery;
  }

  boolean console() {
    return read.bool("console").orElse(false);
  }

  /**
   * The indices that documents go to.
   *
   * @param defaultIndex the start of their names where none is written
   * @param known a cluster that need not be named again
   */
  Optional<ElasticsearchTarget> elasticsearch(
      String defaultIndex, Optional<ElasticsearchTarget> known) {
    Optional<MappingReader> written = read.child("elasticsearch");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    MappingReader target = written.get();
    List<URI> hosts = hosts(target, known);
    String index =
        target.scalar("index").filter(this::isIndex).map(YamlScalar::text).orElse(defaultIndex);
    Optional<String> user = target.text("username");
    Optional<String> password = target.text("password");
    if (user.isPresent() != password.isPresent()) {
      diagnostics.error(
          "missing-key", target.start(), "username and password go together, and one is missing");
    }
    target.refuseOthers();
    if (!target.has("hosts") && known.isPresent()) {
      return known.map(cluster -> cluster.withIndex(index));
    }
    if (hosts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ElasticsearchTarget(
            hosts,
            index,
            user.flatMap(name -> password.map(word -> new ElasticsearchTarget.Login(name, word)))
                .orElse(null)));
  }

  private List<URI> hosts(MappingReader target, Optional<ElasticsearchTarget> known) {
    if (known.isEmpty()) {
      target.require("hosts", "hosts: [\"http://localhost:9200\"]");
    } else if (!target.has("hosts") && target.has("username")) {
      diagnostics.error(
          "missing-key",
          target.keySpan("username"),
          "'username' needs hosts: without them, the cluster and the user are those of alerts",
          "name hosts too, or leave out username and password");
    }
    List<URI> hosts = new ArrayList<>();
    for (YamlScalar host : Values.some(target, "hosts", diagnostics)) {
      host(host).ifPresent(hosts::add);
    }
    return hosts;
  }

  private Optional<URI> host(YamlScalar written) {
    try {
      URI uri = new URI(written.text());
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null) {
        return Optional.of(uri);
      }
    } catch (URISyntaxException e) {
      // reported below, as every other text that is no host
    }
    diagnostics.error(
        "bad-host",
        written.span(),
        "not a host of Elasticsearch",
        "write http://host:9200 or https://host:9200; username and password have keys of their own");
    return Optional.empty();
  }

  private boolean isIndex(YamlScalar name) {
    boolean fits = INDEX.matcher(name.text()).matches();
    if (!fits) {
      diagnostics.error(
          "bad-name",
          name.span(),
          "'" + name.text() + "' is no name of an index",
          "lower-case letters, digits, '-', '_' and '.', starting with a letter or a digit");
    }
    return fits;
  }
}
