package dev.vigil.control;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What every rule set of a job starts from.
 *
 * @param reader the parser
 * @param directory rules that come from a directory; a record on the topic wins over them
 * @param limit most rules that may be live
 */
public record RuleSeed(RuleReader reader, List<RuleUpdate> directory, int limit)
    implements Serializable {
  /** Most rules that may be live, where nothing else is said. */
  public static final int LIMIT = 10_000;

  public RuleSeed {
    directory = List.copyOf(directory);
  }

  /** A rule set that knows the rules of the directory and nothing of the topic. */
  public RuleSet open() {
    RuleSet rules = empty();
    judge(rules);
    return rules;
  }

  /** A rule set that knows no rule. */
  RuleSet empty() {
    return new RuleSet(reader, limit);
  }

  /** What the gate says of the rules of the directory. */
  List<RuleStatus> verdicts() {
    return judge(empty());
  }

  private List<RuleStatus> judge(RuleSet rules) {
    List<RuleStatus> said = new ArrayList<>();
    for (RuleUpdate update : directory) {
      String text = update.text();
      byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
      said.add(
          rules
              .judge(new ControlRecord(update.rule(), value, "directory", 0, update.revision(), 0))
              .status());
    }
    return said;
  }
}
