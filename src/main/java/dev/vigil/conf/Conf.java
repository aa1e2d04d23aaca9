package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.io.AlertSink;
import dev.vigil.io.DeadLetterSink;
import dev.vigil.io.Endpoint;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.elasticsearch.ElasticsearchIndices;
import dev.vigil.io.elasticsearch.ElasticsearchTemplate;
import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.rule.Catalog;
import dev.vigil.yaml.YamlFiles;
import dev.vigil.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * conf/vigil.yaml, read and checked.
 *
 * @param name the file it was read from
 * @param streams the streams of readings
 * @param rollups streams that are windows of them
 * @param rules where rules come from
 * @param statusTopic where the status of rules is told
 * @param alerts where alerts go
 * @param deadLetters where dead letters go
 * @param kafka properties that every Kafka client has
 * @param state limits of the state
 * @param flink Flink's own configuration, as written
 * @param mask hides what was expanded from the environment and files
 */
public record Conf(
    String name,
    List<StreamSpec> streams,
    List<RollupSpec> rollups,
    Rules rules,
    Optional<String> statusTopic,
    List<AlertSink> alerts,
    DeadLetterSink deadLetters,
    KafkaClient kafka,
    State state,
    Map<String, String> flink,
    Mask mask) {
  /**
   * What Flink's configuration says of every job: values cross operators as they are and cannot
   * change, none goes through Kryo, and every operator's state has a name of its own.
   */
  public static final Map<String, String> FLINK_REQUIRED =
      Map.of(
          "pipeline.generic-types", "false",
          "pipeline.object-reuse", "true",
          "pipeline.auto-generate-uids", "false");

  /** Of a conf file: hundreds of streams are more than a rule may hold. */
  static final YamlLimits LIMITS = new YamlLimits(1 << 20, 100_000);

  /**
   * Where rules come from.
   *
   * @param topic the control topic
   * @param directory files that are read when the job is submitted
   */
  public record Rules(Optional<String> topic, Optional<Path> directory) {}

  /**
   * Limits of the state.
   *
   * @param keyTtl event time after which a silent key is forgotten
   * @param workingSet keys that a subtask holds in memory
   */
  public record State(Duration keyTtl, int workingSet) {}

  /** What a file holds, or all that is wrong with it. */
  public record Loaded(Optional<Conf> conf, List<Diagnostic> diagnostics) {}

  public Conf {
    streams = List.copyOf(streams);
    rollups = List.copyOf(rollups);
    alerts = List.copyOf(alerts);
    flink = Map.copyOf(flink);
  }

  /**
   * Reads a file. What is wrong in it is in the diagnostics, all at once.
   *
   * @throws IOException if the file cannot be read; its message names the file
   */
  public static Loaded load(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "is a directory");
    }
    List<Diagnostic> unread = new ArrayList<>();
    return YamlFiles.read(path, LIMITS.bytes(), unread::add)
        .map(Conf::parse)
        .orElseGet(() -> new Loaded(Optional.empty(), unread));
  }

  /** Reads a text in the same way. */
  public static Loaded parse(Source source) {
    return new ConfParser(source, System::getenv).parse();
  }

  /** The streams that rules may read: those of readings, and those that rollups make of them. */
  public Catalog catalog() {
    return Catalog.of(streams.stream().map(StreamSpec::schema).toList())
        .withDerived(rollups.stream().map(rollup -> rollup.rollup().schema()).toList());
  }

  /** The streams of readings that streams are made of: those of rollups for these, else they. */
  public Set<String> readFor(Collection<String> streams) {
    Set<String> read = new LinkedHashSet<>(streams);
    for (RollupSpec rollup : rollups) {
      if (read.remove(rollup.name())) {
        read.add(rollup.rollup().source().stream());
      }
    }
    return read;
  }

  /** The topics that are read or written, each once. */
  public Set<String> topics() {
    Set<String> topics = new LinkedHashSet<>();
    endpoints().forEach(endpoint -> topics.addAll(endpoint.topics()));
    rules.topic().ifPresent(topics::add);
    statusTopic.ifPresent(topics::add);
    return topics;
  }

  /** Whether anything is read from Kafka or written there. */
  boolean usesKafka() {
    return rules.topic().isPresent()
        || statusTopic.isPresent()
        || endpoints().stream().anyMatch(Endpoint::usesKafka);
  }

  /** Where readings, results, alerts and dead letters come from or go to. */
  public List<Endpoint> endpoints() {
    return Stream.<Stream<? extends Endpoint>>of(
            streams.stream().map(StreamSpec::source),
            rollups.stream().flatMap(rollup -> rollup.sinks().stream()),
            alerts.stream(),
            Stream.of(deadLetters))
        .<Endpoint>flatMap(each -> each)
        .toList();
  }

  /** The index templates that documents need, one for each index. */
  public List<ElasticsearchTemplate> templates() {
    return ElasticsearchIndices.templates(alerts, rollups);
  }

  /** The same with other sinks of alerts. */
  public Conf withAlerts(List<AlertSink> others) {
    return new Conf(
        name, streams, rollups, rules, statusTopic, others, deadLetters, kafka, state, flink, mask);
  }

  /** A text with everything from the environment and files hidden again. */
  public String masked(String text) {
    return mask.apply(text);
  }

  /** Names only: values may be secrets. */
  @Override
  public String toString() {
    return mask.apply(
        "Conf[" + name + ", streams " + streams.stream().map(StreamSpec::name).toList() + "]");
  }
}
