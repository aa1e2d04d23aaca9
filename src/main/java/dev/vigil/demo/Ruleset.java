package dev.vigil.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.vigil.control.RuleState;
import dev.vigil.control.RuleStatus;
import dev.vigil.io.kafka.RulePublisher;
import dev.vigil.io.kafka.StatusTopic;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules that the demo publishes, and what the job says of them. */
final class Ruleset implements AutoCloseable {
  /** A rule's first condition with a plain threshold. */
  private static final Pattern THRESHOLD = Pattern.compile("(?m)^(when: \\w+ > )(\\d+)\\b");

  /** Where a rule's text tells people its threshold. */
  private static final String SUMMARY = "(?m)^(\\s+summary: .*\\b)%s\\b";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration ACTIVATION = Duration.ofMinutes(2);

  private final Map<String, String> documents;
  private final RulePublisher publisher;
  private final StatusTopic status;

  /** What was raised. */
  record Raised(String rule, String from, String to, long revision) {}

  private Ruleset(Map<String, String> documents, RulePublisher publisher, StatusTopic status) {
    this.documents = documents;
    this.publisher = publisher;
    this.status = status;
  }

  /**
   * Reads the rules of a directory, without publishing them.
   *
   * @throws IOException if a file is no rule, or Kafka does not answer
   */
  static Ruleset of(Path directory, Properties kafka) throws IOException {
    Map<String, String> documents = new TreeMap<>();
    for (Path file : RuleFiles.list(List.of(directory))) {
      String text = Files.readString(file);
      documents.put(id(file, text), text);
    }
    if (documents.isEmpty()) {
      throw new IOException("no rules in " + directory);
    }
    return new Ruleset(
        documents,
        new RulePublisher(DemoConf.RULES, kafka, PATIENCE),
        new StatusTopic(DemoConf.STATUS, kafka, PATIENCE));
  }

  /** Publishes all of them and waits until every subtask of the job has them; their ids. */
  List<String> publish() throws IOException {
    await(publisher.publish(new TreeMap<>(documents)));
    return List.copyOf(documents.keySet());
  }

  /**
   * Raises the first threshold of a rule by a fifth, and waits until every subtask of the job has
   * it.
   */
  Raised raise(String rule) throws IOException {
    String document = documents.get(rule);
    Matcher found = THRESHOLD.matcher(document == null ? "" : document);
    if (!found.find()) {
      throw new IOException("rule " + rule + " has no threshold to raise");
    }
    String to = Long.toString(Math.round(Long.parseLong(found.group(2)) * 1.2));
    String raised =
        found.replaceFirst("$1" + to).replaceFirst(SUMMARY.formatted(found.group(2)), "$1" + to);
    Map<String, Long> revisions = publisher.publish(Map.of(rule, raised));
    await(revisions);
    return new Raised(rule, found.group(2), to, revisions.values().iterator().next());
  }

  /** How many rules are in force, as the job says. */
  long active() throws IOException {
    return status.readToEnd().values().stream()
        .filter(one -> one.state() == RuleState.ACTIVE)
        .count();
  }

  private void await(Map<String, Long> revisions) throws IOException {
    Map<String, Long> missing = new TreeMap<>(revisions);
    long deadline = System.nanoTime() + ACTIVATION.toNanos();
    // What was said before this call counts too.
    status.readToEnd().values().forEach(one -> settle(one, missing));
    while (!missing.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the job has said nothing of the rules " + missing.keySet());
      }
      for (RuleStatus one : status.next()) {
        if (one.state() == RuleState.REJECTED && missing.containsKey(one.rule())) {
          throw new IOException("rule " + one.rule() + " was rejected: " + one.errors());
        }
        settle(one, missing);
      }
    }
  }

  private static void settle(RuleStatus one, Map<String, Long> missing) {
    Long revision = missing.get(one.rule());
    if (revision != null && one.revision() >= revision && one.state() != RuleState.REJECTED) {
      missing.remove(one.rule());
    }
  }

  private static String id(Path file, String text) throws IOException {
    JsonNode id = new ObjectMapper(new YAMLFactory()).readTree(text).path("rule");
    if (!id.isTextual()) {
      throw new IOException(file + " does not say its rule's id");
    }
    return id.asText();
  }

  @Override
  public void close() {
    publisher.close();
    status.close();
  }
}
