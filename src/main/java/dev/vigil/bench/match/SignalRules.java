package dev.vigil.bench.match;

import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.List;

/** Twenty rules that share five signals over ten minutes, on the readings of the level rules. */
final class SignalRules implements Readings {
  static final int RULES = 20;
  static final int SIGNALS = 5;
  static final long WINDOW = 600_000;
  static final long HOLD = 20_000;
  private static final LevelRules LEVELS = new LevelRules();

  @Override
  public Schema schema() {
    return LEVELS.schema();
  }

  @Override
  public Event reading(Schema schema, long number) {
    return LEVELS.reading(schema, number);
  }

  static String id(int rule) {
    return "signal-" + rule;
  }

  /** How long the rule's condition must hold, in milliseconds. */
  static long hold(int rule) {
    return rule / SIGNALS % 2 == 0 ? 0 : HOLD;
  }

  /** What the rule's signal is compared with. */
  private static double line(int rule) {
    int step = rule / SIGNALS;
    return switch (rule % SIGNALS) {
      case 0 -> 64.13 + step;
      case 1 -> 2.25 + 0.25 * step;
      case 2 -> 27.31 + 4 * step;
      case 3 -> 2.93 + 0.5 * step;
      default -> 170.5 + 20 * step;
    };
  }

  private static String condition(int rule) {
    double line = line(rule);
    return switch (rule % SIGNALS) {
      case 0 -> "avg(pm25, '10m') > " + line;
      case 1 -> "pm25 > " + line + " * median(pm25, '10m')";
      case 2 -> "stddev(pm25, '10m') > " + line;
      case 3 -> "zscore(pm25, '10m') > " + line;
      default -> "max(pm25, '10m') - pm25 > " + line;
    };
  }

  /** By how much the condition is met; NaN where that is unknown. */
  static double excess(int rule, Signals signals) {
    double line = line(rule);
    return switch (rule % SIGNALS) {
      case 0 -> signals.avg() - line;
      case 1 -> signals.pm25() - line * signals.median();
      case 2 -> signals.stddev() - line;
      case 3 -> signals.zscore() - line;
      default -> signals.max() - signals.pm25() - line;
    };
  }

  /** The five signals at a reading. */
  record Signals(
      double pm25, double avg, double median, double stddev, double zscore, double max) {}

  /** All rules, as Vigil takes them. */
  static List<RuleUpdate> rules() {
    List<RuleUpdate> rules = new ArrayList<>();
    for (int rule = 0; rule < RULES; rule++) {
      String held = hold(rule) == 0 ? "" : "for: " + hold(rule) / 1_000 + "s\n";
      String yaml =
          "rule: %s%nby: [station]%nwhen: %s%n%s".formatted(id(rule), condition(rule), held);
      rules.add(new RuleUpdate(id(rule), RuleUpdate.DIRECTORY, yaml));
    }
    return rules;
  }
}
