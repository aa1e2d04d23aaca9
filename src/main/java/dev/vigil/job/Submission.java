package dev.vigil.job;

import dev.vigil.conf.Conf;
import dev.vigil.control.RuleUpdate;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.io.AlertSink;
import dev.vigil.io.RollupSink;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.elasticsearch.ElasticsearchTemplate;
import dev.vigil.io.kafka.TopicCheck;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What comes before a job runs: conf and rules are read, topics looked for, the index template
 * installed. Whatever is wrong shows here, and not in a job that restarts for ever.
 */
public final class Submission {
  private final Conf conf;
  private final List<RuleUpdate> directory;

  private Submission(Conf conf, List<RuleUpdate> directory) {
    this.conf = conf;
    this.directory = directory;
  }

  /**
   * Reads conf and the rules of its directory.
   *
   * @throws Refusal if something in them is wrong, with all of it in its message
   * @throws IOException if a file cannot be read
   */
  public static Submission read(Path path) throws IOException, Refusal {
    Conf.Loaded loaded = Conf.load(path);
    Conf conf =
        loaded
            .conf()
            .orElseThrow(() -> new Refusal(DiagnosticRenderer.render(loaded.diagnostics())));
    List<RuleUpdate> updates = new ArrayList<>();
    if (conf.rules().directory().isPresent()) {
      RuleFiles files = RuleFiles.read(List.of(conf.rules().directory().get()), conf.catalog());
      if (files.errors() > 0) {
        throw new Refusal(DiagnosticRenderer.render(files.diagnostics()));
      }
      for (Rule rule : files.rules()) {
        updates.add(new RuleUpdate(rule.id(), RuleUpdate.DIRECTORY, rule.text()));
      }
    }
    return new Submission(conf, updates);
  }

  /** The same with other sinks of alerts. */
  Submission withAlerts(List<AlertSink> alerts) {
    return new Submission(conf.withAlerts(alerts), directory);
  }

  public Conf conf() {
    return conf;
  }

  /** How many rules the directory holds. */
  public int rules() {
    return directory.size();
  }

  /**
   * Looks for the topics that are read and written, and installs the index templates.
   *
   * @param settings Flink's configuration for the job
   * @throws Refusal if a topic is missing, or transactions may time out before a checkpoint
   * @throws IOException if a server does not answer or refuses
   */
  public void prepare(Configuration settings) throws IOException, Refusal {
    TransactionTime.check(conf, settings);
    List<String> missing = TopicCheck.missing(conf.kafka(), conf.topics());
    if (!missing.isEmpty()) {
      throw new Refusal(
          "Kafka at "
              + conf.masked(conf.kafka().bootstrapServers())
              + " has no topic "
              + String.join(", ", missing)
              + "; 'vigil setup' makes all topics that conf names\n");
    }
    for (ElasticsearchTemplate template : conf.templates()) {
      template.install();
    }
  }

  /**
   * Looks for the files that are read, where they are read by this process.
   *
   * @throws Refusal if a file is missing
   */
  public void checkFiles() throws Refusal {
    List<String> missing = new ArrayList<>();
    for (StreamSpec stream : conf.streams()) {
      stream.source().files().stream()
          .filter(path -> !path.contains("://") && !Files.exists(Path.of(path)))
          .forEach(missing::add);
    }
    if (!missing.isEmpty()) {
      throw new Refusal("there is no file " + conf.masked(String.join(", ", missing)) + "\n");
    }
  }

  /** Flink's configuration for the job, given what the cluster or the process has. */
  public Configuration settings(Configuration given) {
    return JobSettings.of(conf, given);
  }

  /** The same for a job that is submitted to a cluster, which alone knows where it is. */
  public Configuration clusterSettings(Configuration given) {
    return JobSettings.onCluster(conf, given);
  }

  /** Puts the job into an environment that has the {@link #settings}. */
  public void build(StreamExecutionEnvironment env) {
    VigilJob.build(env, conf, directory);
  }

  /** Puts only what reads and parses into an environment; the readings are counted, no more. */
  public void buildIntake(StreamExecutionEnvironment env) {
    VigilJob.buildIntake(env, conf);
  }

  /** What is read and written, a line each. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (StreamSpec stream : conf.streams()) {
      lines.add("reads   " + stream.name() + " from " + stream.source().describe());
    }
    for (RollupSpec rollup : conf.rollups()) {
      lines.add("rolls   " + describe(rollup));
    }
    conf.rules().topic().ifPresent(topic -> lines.add("rules   from Kafka topic " + topic));
    conf.rules()
        .directory()
        .ifPresent(path -> lines.add("rules   " + directory.size() + " from " + path));
    for (AlertSink sink : conf.alerts()) {
      lines.add("alerts  to " + sink.describe());
    }
    conf.statusTopic().ifPresent(topic -> lines.add("status  to Kafka topic " + topic));
    lines.add("dead    letters to " + conf.deadLetters().describe());
    return lines.stream().map(conf::masked).toList();
  }

  private static String describe(RollupSpec rollup) {
    String windows = "up " + rollup.rollup().describe() + " as " + rollup.name();
    return rollup.sinks().isEmpty()
        ? windows + ", for rules only"
        : windows
            + ", to "
            + rollup.sinks().stream().map(RollupSink::describe).collect(Collectors.joining(", "));
  }

  /** Says that the job cannot start as it is configured. */
  public static final class Refusal extends Exception {
    Refusal(String message) {
      super(message);
    }
  }
}
