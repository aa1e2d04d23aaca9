package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.event.Schema;
import dev.vigil.io.AlertSink;
import dev.vigil.io.RollupSink;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.console.ConsoleRollups;
import dev.vigil.io.elasticsearch.ElasticsearchAlerts;
import dev.vigil.io.elasticsearch.ElasticsearchRollups;
import dev.vigil.io.elasticsearch.ElasticsearchTarget;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.io.kafka.KafkaRollups;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code rollups}: streams that are windows of others, and where their results go. */
final class RollupsReader {
  private static final String INDEX = "vigil-rollups";

  private final Diagnostics diagnostics;
  private final KafkaClient kafka;
  private final Optional<ElasticsearchTarget> alerts;

  /**
   * A reader.
   *
   * @param alerts where they go: the results go to their Elasticsearch unless something else is
   *     said
   */
  RollupsReader(Diagnostics diagnostics, KafkaClient kafka, List<AlertSink> alerts) {
    this.diagnostics = diagnostics;
    this.kafka = kafka;
    this.alerts =
        alerts.stream()
            .filter(ElasticsearchAlerts.class::isInstance)
            .map(sink -> ((ElasticsearchAlerts) sink).target())
            .findFirst();
  }

  /**
   * The good ones of a mapping from names to rollups.
   *
   * @param streams names of all streams that are written, with errors or without
   * @param schemas those of the good streams
   */
  List<RollupSpec> read(MappingReader named, Set<String> streams, Collection<Schema> schemas) {
    List<RollupSpec> rollups = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    named.mapping().entries().forEach(entry -> names.add(entry.name()));
    KnownStreams known = new KnownStreams(streams, names, schemas);
    for (YamlMapping.Entry entry : named.mapping().entries()) {
      Names.checkStream(entry.key(), diagnostics);
      if (streams.contains(entry.name())) {
        diagnostics.error(
            "duplicate",
            entry.key().span(),
            "there is a stream '" + entry.name() + "' already",
            "rules say from: NAME of streams and rollups alike");
      }
      named
          .child(entry.name())
          .flatMap(body -> rollup(entry.name(), body, known))
          .ifPresent(rollups::add);
    }
    return rollups;
  }

  private Optional<RollupSpec> rollup(String name, MappingReader body, KnownStreams known) {
    var rollup = new RollupReader(name, body, known, diagnostics).read();
    List<RollupSink> sinks = sinks(body);
    body.refuseOthers();
    return rollup.map(found -> new RollupSpec(found, sinks));
  }

  private List<RollupSink> sinks(MappingReader body) {
    List<RollupSink> sinks = new ArrayList<>();
    if (!body.has("to")) {
      alerts
          .map(target -> target.withIndex(INDEX))
          .filter(target -> isApart(target, body.start()))
          .map(ElasticsearchRollups::new)
          .ifPresent(sinks::add);
      return sinks;
    }
    Optional<MappingReader> to = body.child("to");
    if (to.isEmpty()) {
      return sinks;
    }
    SinkReader reader = new SinkReader(to.get(), diagnostics, kafka);
    reader.kafka("vigil-rollups", KafkaRollups::new).ifPresent(sinks::add);
    reader
        .elasticsearch(INDEX, alerts)
        .filter(target -> isApart(target, to.get().keySpan("elasticsearch")))
        .map(ElasticsearchRollups::new)
        .ifPresent(sinks::add);
    if (reader.console()) {
      sinks.add(new ConsoleRollups());
    }
    to.get().refuseOthers();
    return sinks;
  }

  /** Alerts have a mapping of their own, and a dashboard that shows all indices of their name. */
  private boolean isApart(ElasticsearchTarget target, Span written) {
    if (alerts.isEmpty()) {
      return true;
    }
    String index = alerts.get().index();
    if (target.index().equals(index)) {
      diagnostics.error(
          "bad-value",
          written,
          "alerts go to the index " + index,
          "give rollups an index of their own: to: {elasticsearch: {index: …}}");
      return false;
    }
    if (target.index().startsWith(index + "-") && target.hosts().equals(alerts.get().hosts())) {
      diagnostics.error(
          "bad-value",
          written,
          "a dashboard of alerts, which are in " + index + "-*, would show " + target.index(),
          "give one of them an index whose name does not begin with the other's: "
              + "alerts: {elasticsearch: {index: "
              + index
              + "-alerts}}");
      return false;
    }
    return true;
  }
}
