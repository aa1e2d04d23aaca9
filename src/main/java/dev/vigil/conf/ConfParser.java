package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.io.AlertSink;
import dev.vigil.io.DeadLetterSink;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.console.ConsoleDeadLetters;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.io.kafka.KafkaDeadLetters;
import dev.vigil.yaml.MappingReader;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the whole of a conf file. */
final class ConfParser {
  private static final Duration KEY_TTL = Duration.ofDays(7);
  private static final int WORKING_SET = 100_000;

  /** A stream's number is a byte on the wire. */
  private static final int MOST_STREAMS = 200;

  private final Source source;
  private final Diagnostics diagnostics;
  private final Expansion expansion;

  ConfParser(Source source, UnaryOperator<@Nullable String> environment) {
    this.source = source;
    diagnostics = new Diagnostics(source);
    expansion = new Expansion(environment, diagnostics);
  }

  Conf.Loaded parse() {
    Optional<YamlMapping> root = YamlReader.readMapping(source, Conf.LIMITS, diagnostics);
    Optional<Conf> conf =
        root.map(expansion::expand).map(read -> conf(new MappingReader(read, diagnostics)));
    Mask mask = expansion.mask();
    Source hidden = Secrets.hide(source, root);
    List<Diagnostic> shown =
        diagnostics.all().stream().map(found -> masked(found, mask, hidden)).toList();
    return new Conf.Loaded(conf.filter(read -> !diagnostics.hasErrors()), shown);
  }

  private static Diagnostic masked(Diagnostic found, Mask mask, Source hidden) {
    String hint = found.hint();
    return new Diagnostic(
        found.severity(),
        found.code(),
        mask.apply(found.message()),
        hint == null ? null : mask.apply(hint),
        hidden,
        found.span());
  }

  private Conf conf(MappingReader root) {
    KafkaClient kafka =
        new KafkaClient(
            new PropertiesReader(diagnostics, false, Map.of()).read(root.child("kafka")));
    Conf.Rules rules = rules(root);
    Optional<String> status = topic(root, "status");
    List<AlertSink> alerts = new AlertReader(root, diagnostics, kafka).read();
    DeadLetterSink dead = deadLetters(root, kafka);
    List<StreamSpec> streams = streams(root, kafka);
    Conf.State state = state(root);
    Map<String, String> flink =
        new PropertiesReader(diagnostics, true, Conf.FLINK_REQUIRED).read(root.child("flink"));
    List<RollupSpec> rollups = rollups(root, kafka, alerts, streams);
    root.refuseOthers();
    Conf conf =
        new Conf(
            source.name(),
            streams,
            rollups,
            rules,
            status,
            alerts,
            dead,
            kafka,
            state,
            flink,
            expansion.mask());
    if (conf.usesKafka() && !kafka.properties().containsKey("bootstrap.servers")) {
      diagnostics.error(
          "missing-key",
          root.keySpan("kafka"),
          "'kafka' needs bootstrap.servers, as topics are used",
          "kafka: {bootstrap.servers: localhost:9092}");
    }
    return conf;
  }

  private List<RollupSpec> rollups(
      MappingReader root, KafkaClient kafka, List<AlertSink> alerts, List<StreamSpec> streams) {
    Optional<MappingReader> named = root.child("rollups");
    if (named.isEmpty()) {
      return List.of();
    }
    Set<String> written = new LinkedHashSet<>();
    root.child("streams")
        .ifPresent(all -> all.mapping().entries().forEach(entry -> written.add(entry.name())));
    List<RollupSpec> rollups =
        new RollupsReader(diagnostics, kafka, alerts)
            .read(named.get(), written, streams.stream().map(StreamSpec::schema).toList());
    if (written.size() + named.get().mapping().entries().size() > MOST_STREAMS) {
      diagnostics.error(
          "out-of-range",
          root.keySpan("rollups"),
          "streams and rollups are at most " + MOST_STREAMS + " together");
    }
    return rollups;
  }

  private List<StreamSpec> streams(MappingReader root, KafkaClient kafka) {
    List<StreamSpec> streams = new ArrayList<>();
    root.require("streams", "streams: {air: {kafka: {topics: [air-readings]}, …}}");
    Optional<MappingReader> named = root.child("streams");
    if (named.isEmpty()) {
      return streams;
    }
    List<YamlMapping.Entry> entries = named.get().mapping().entries();
    if (entries.isEmpty() || entries.size() > MOST_STREAMS) {
      diagnostics.error(
          "out-of-range",
          root.keySpan("streams"),
          "there must be 1 to " + MOST_STREAMS + " streams, not " + entries.size());
    }
    for (YamlMapping.Entry entry : entries) {
      Names.checkStream(entry.key(), diagnostics);
      named
          .get()
          .child(entry.name())
          .flatMap(body -> new StreamReader(entry.name(), body, diagnostics, kafka).read())
          .ifPresent(streams::add);
    }
    return streams;
  }

  private Conf.Rules rules(MappingReader root) {
    root.require("rules", "rules: {topic: vigil-rules, directory: rules}, either or both");
    Optional<MappingReader> rules = root.child("rules");
    if (rules.isEmpty()) {
      return new Conf.Rules(Optional.empty(), Optional.empty());
    }
    MappingReader read = rules.get();
    Optional<String> topic = Names.topic(read, "topic", diagnostics);
    Optional<Path> directory =
        read.scalar("directory").flatMap(written -> Values.path(written, diagnostics));
    if (!read.has("topic") && !read.has("directory")) {
      diagnostics.error(
          "missing-key", root.keySpan("rules"), "'rules' needs topic, directory, or both");
    }
    read.refuseOthers();
    return new Conf.Rules(topic, directory);
  }

  private Optional<String> topic(MappingReader root, String key) {
    Optional<MappingReader> child = root.child(key);
    if (child.isEmpty()) {
      return Optional.empty();
    }
    child.get().require("topic", key + ": {topic: vigil-rule-status}");
    Optional<String> topic = Names.topic(child.get(), "topic", diagnostics);
    child.get().refuseOthers();
    return topic;
  }

  private DeadLetterSink deadLetters(MappingReader root, KafkaClient kafka) {
    Optional<MappingReader> child = root.child("dead_letters");
    if (child.isEmpty()) {
      return new ConsoleDeadLetters();
    }
    MappingReader read = child.get();
    Optional<String> topic = Names.topic(read, "topic", diagnostics);
    boolean console = read.bool("console").orElse(false);
    if (topic.isPresent() == console) {
      diagnostics.error(
          "bad-value", read.start(), "'dead_letters' takes a topic, or console: true");
    }
    read.refuseOthers();
    return topic
        .<DeadLetterSink>map(name -> new KafkaDeadLetters(name, kafka))
        .orElseGet(ConsoleDeadLetters::new);
  }

  private Conf.State state(MappingReader root) {
    Optional<MappingReader> child = root.child("state");
    if (child.isEmpty()) {
      return new Conf.State(KEY_TTL, WORKING_SET);
    }
    MappingReader read = child.get();
    Duration ttl =
        Values.duration(read, "key_ttl", diagnostics)
            .filter(found -> Values.positive(read, "key_ttl", found, diagnostics))
            .orElse(KEY_TTL);
    int set = (int) read.integer("working_set", 1, 100_000_000).orElse(WORKING_SET);
    read.refuseOthers();
    return new Conf.State(ttl, set);
  }
}
