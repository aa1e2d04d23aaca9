package dev.vigil.io.kafka;

import dev.vigil.control.RuleBootstrap;
import dev.vigil.control.RuleSeed;
import dev.vigil.control.RuleSet;
import dev.vigil.control.RuleUpdate;
import dev.vigil.control.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The rules that the control topic holds when a subtask starts, judged as the gate judges them. */
public final class KafkaRuleBootstrap implements RuleBootstrap {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String topic;
  private final Properties kafka;
  private final RuleSeed seed;
  private final Duration patience;

  /**
   * @param topic the control topic, of one partition
   * @param kafka properties of the client
   * @param seed what the gate starts from
   */
  public KafkaRuleBootstrap(String topic, Properties kafka, RuleSeed seed) {
    this(topic, kafka, seed, PATIENCE);
  }

  KafkaRuleBootstrap(String topic, Properties kafka, RuleSeed seed, Duration patience) {
    this.topic = topic;
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.seed = seed;
    this.patience = patience;
  }

  @Override
  public List<RuleUpdate> load() throws IOException {
    RuleSet rules = seed.open();
    Map<String, RuleUpdate> latest = new LinkedHashMap<>();
    rules.live().forEach(update -> latest.put(update.rule(), update));
    try (TopicReader reader = TopicReader.ordered(topic, kafka, patience)) {
      reader.readToEnd(
          record -> {
            if (rules.judge(ControlRecordDeserializer.of(record))
                instanceof Verdict.Accepted accepted) {
              latest.put(accepted.update().rule(), accepted.update());
            }
          });
    }
    return List.copyOf(latest.values());
  }
}
