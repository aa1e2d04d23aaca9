package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.io.AlertSink;
import dev.vigil.io.console.ConsoleAlerts;
import dev.vigil.io.elasticsearch.ElasticsearchAlerts;
import dev.vigil.io.elasticsearch.ElasticsearchTarget;
import dev.vigil.io.kafka.KafkaAlerts;
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

/** Reads {@code alerts}: where they go. A new kind of sink is one method and its line here. */
final class AlertReader {
  private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,199}");

  private final MappingReader root;
  private final Diagnostics diagnostics;
  private final KafkaClient kafka;

  AlertReader(MappingReader root, Diagnostics diagnostics, KafkaClient kafka) {
    this.root = root;
    this.diagnostics = diagnostics;
    this.kafka = kafka;
  }

  List<AlertSink> read() {
    List<AlertSink> sinks = new ArrayList<>();
    root.require("alerts", "alerts: {kafka: {topic: vigil-alerts}}");
    Optional<MappingReader> alerts = root.child("alerts");
    if (alerts.isEmpty()) {
      return sinks;
    }
    MappingReader read = alerts.get();
    read.child("kafka").flatMap(this::kafka).ifPresent(sinks::add);
    read.child("elasticsearch").flatMap(this::elasticsearch).ifPresent(sinks::add);
    if (read.bool("console").orElse(false)) {
      sinks.add(new ConsoleAlerts());
    }
    if (!read.has("kafka") && !read.has("elasticsearch") && sinks.isEmpty()) {
      diagnostics.error(
          "missing-key",
          root.keySpan("alerts"),
          "'alerts' needs kafka, elasticsearch or console: true");
    }
    read.refuseOthers();
    return sinks;
  }

  private Optional<AlertSink> kafka(MappingReader read) {
    read.require("topic", "kafka: {topic: vigil-alerts}");
    Optional<String> topic = Names.topic(read, "topic", diagnostics);
    Map<String, Boolean> deliveries = new LinkedHashMap<>();
    deliveries.put("at_least_once", false);
    deliveries.put("exactly_once", true);
    boolean exactlyOnce = read.choice("delivery", deliveries).orElse(false);
    read.refuseOthers();
    return topic.map(name -> new KafkaAlerts(name, exactlyOnce, kafka));
  }

  private Optional<AlertSink> elasticsearch(MappingReader read) {
    read.require("hosts", "hosts: [\"http://localhost:9200\"]");
    List<URI> hosts = new ArrayList<>();
    for (YamlScalar host : read.scalars("hosts")) {
      host(host).ifPresent(hosts::add);
    }
    Optional<YamlScalar> index = read.scalar("index").filter(this::isIndex);
    Optional<String> user = read.text("username");
    Optional<String> password = read.text("password");
    if (user.isPresent() != password.isPresent()) {
      diagnostics.error(
          "missing-key", read.start(), "username and password go together, and one is missing");
    }
    read.refuseOthers();
    if (hosts.isEmpty()) {
      return Optional.empty();
    }
    ElasticsearchTarget target =
        new ElasticsearchTarget(
            hosts,
            index.map(YamlScalar::text).orElse("vigil-alerts"),
            user.flatMap(name -> password.map(word -> new ElasticsearchTarget.Login(name, word)))
                .orElse(null));
    return Optional.of(new ElasticsearchAlerts(target));
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
