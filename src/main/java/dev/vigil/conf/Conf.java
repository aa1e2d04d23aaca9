package dev.vigil.conf;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.Schema;
import dev.vigil.io.AlertSink;
import dev.vigil.io.DeadLetterSink;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.kafka.KafkaClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * conf/vigil.yaml, read and checked.
 *
 * @param name the file it was read from
 * @param streams the streams of readings
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
    Rules rules,
    Optional<String> statusTopic,
    List<AlertSink> alerts,
    DeadLetterSink deadLetters,
    KafkaClient kafka,
    State state,
    Map<String, String> flink,
    Mask mask) {
  /** Size of a conf file at most, bytes. */
  private static final long MOST_BYTES = 1 << 20;

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
    alerts = List.copyOf(alerts);
    flink = Map.copyOf(flink);
  }

  /**
   * Reads a file. What is wrong in it is in the diagnostics, all at once.
   *
   * @throws IOException if the file cannot be read
   */
  public static Loaded load(Path path) throws IOException {
    if (Files.size(path) > MOST_BYTES) {
      throw new IOException(path + " is larger than " + MOST_BYTES + " bytes");
    }
    return parse(new Source(path.toString(), Files.readString(path)));
  }

  /** Reads a text in the same way. */
  public static Loaded parse(Source source) {
    return new ConfParser(source, System::getenv).parse();
  }

  /** The schemas of the streams, in the order written. */
  public List<Schema> schemas() {
    return streams.stream().map(StreamSpec::schema).toList();
  }

  /** The same with other sinks of alerts. */
  public Conf withAlerts(List<AlertSink> others) {
    return new Conf(
        name, streams, rules, statusTopic, others, deadLetters, kafka, state, flink, mask);
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
