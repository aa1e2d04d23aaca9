package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.io.AlertSink;
import dev.vigil.io.console.ConsoleAlerts;
import dev.vigil.io.elasticsearch.ElasticsearchAlerts;
import dev.vigil.io.kafka.KafkaAlerts;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.yaml.MappingReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code alerts}: where they go. A new kind of sink is one line here. */
final class AlertReader {
  private static final String INDEX = "vigil-alerts";

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
    SinkReader reader = new SinkReader(read, diagnostics, kafka);
    reader.kafka(INDEX, KafkaAlerts::new).ifPresent(sinks::add);
    reader
        .elasticsearch(INDEX, Optional.empty())
        .map(ElasticsearchAlerts::new)
        .ifPresent(sinks::add);
    if (reader.console()) {
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
}
