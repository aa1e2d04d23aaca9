package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.control.RuleUpdate;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that is switched off, or changed in what is no part of its pattern, and comes again. */
class PausedRulesTest {
  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final List<MatchOptions> OPTIONS =
      List.of(MatchOptions.DEFAULT, new MatchOptions(7 * DAY, 1));

  /** When the harness is replaced by one that goes on from its snapshot. */
  private enum Restore {
    NEVER,
    WHILE_PAUSED,
    AFTERWARDS
  }

  /** What was read before a pause says nothing about the readings after it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "when: gap() > 600\n",
        "when: delta(pm25) > 30\n",
        "when: changed(pm25)\n",
        "when: pm25 > 1.5 * avg(pm25, '1h')\n",
        "when: zscore(pm25, '1h') > 3\n",
        "when: pm25 > 1.5 * ewma(pm25, '1h')\n",
        "when: held(pm25 < 75, 40) > 1\n",
        "when: share(changed(pm25), '1h') > 0.1\n",
      })
  void signalsOfARuleThatIsSwitchedOnAgain_beginAnew(String form) throws Exception {
    Rule rule = WrittenRule.of("rule: r\n" + form);
    Rule off = WrittenRule.of("rule: r\nmode: off\n" + form);
    Rule other = WrittenRule.of("rule: other\nwhen: pm25 > 1000\n");
    Map<String, Rule> texts = Map.of("rule", rule, "off", off);
    for (Restore restore : Restore.values()) {
      for (MatchOptions options : OPTIONS) {
        assertThat(paused(options, restore, texts, rule))
            .as("%s, working set %s", restore, options.workingSet())
            .isEmpty();
        assertThat(paused(options, restore, texts, rule, other))
            .as("beside another, %s, working set %s", restore, options.workingSet())
            .isEmpty();
      }
    }
  }

  /** What is told after a pause; a reading a minute comes before, meanwhile, and afterwards. */
  private static List<String> paused(
      MatchOptions options, Restore restore, Map<String, Rule> texts, Rule... rules)
      throws Exception {
    MatchHarness match = new MatchHarness(options, new HashMapStateBackend(), texts, rules);
    try {
      for (int minute = 0; minute < 60; minute++) {
        if (minute == 2) {
          match.publish(new RuleUpdate("r", 7, "off"));
        }
        if (minute == 40) {
          match.publish(new RuleUpdate("r", 8, "rule"));
        }
        if ((minute == 20 && restore == Restore.WHILE_PAUSED)
            || (minute == 40 && restore == Restore.AFTERWARDS)) {
          OperatorSubtaskState state = match.snapshot(1);
          match.close();
          match = new MatchHarness(options, new HashMapStateBackend(), texts, 1, 0, state, rules);
        }
        double pm25 = minute < 2 ? 10 + 2 * minute : minute < 40 ? 40 : 80;
        match.send(HandMade.event("A", minute * MINUTE, pm25, 2L * minute));
        match.send(HandMade.event("B", minute * MINUTE + 1, 40, 2L * minute + 1)); // spills A
        match.watermark(minute * MINUTE + 2);
      }
      return match.alerts().stream()
          .filter(alert -> alert.timestamp() >= 40 * MINUTE && alert.end() == null)
          .filter(alert -> alert.key().get("station").equals("A"))
          .map(alert -> alert.rule() + " " + alert.timestamp())
          .toList();
    } finally {
      match.close();
    }
  }

  /** Signals that another rule has wanted all along are as warm as it knows them. */
  @Test
  void signalThatAnotherRuleWants_goesOnMeanwhile() throws Exception {
    Rule rule = WrittenRule.of("rule: r\nwhen: pm25 > 1.5 * avg(pm25, '1h')\n");
    Rule keeper = WrittenRule.of("rule: keeper\nwhen: pm25 > 100 * avg(pm25, '1h')\n");
    Rule off = WrittenRule.of("rule: r\nmode: off\nwhen: pm25 > 1.5 * avg(pm25, '1h')\n");
    Map<String, Rule> texts = Map.of("rule", rule, "off", off);
    for (Restore restore : Restore.values()) {
      for (MatchOptions options : OPTIONS) {
        assertThat(paused(options, restore, texts, rule, keeper))
            .as("%s, working set %s", restore, options.workingSet())
            .containsExactly("r " + 40 * MINUTE);
      }
    }
  }

  /** Only the time in which the condition held that resolves it now counts. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void resolveThatChanges_countsFromItsArrivalOn(boolean restored) throws Exception {
    String high = "rule: r\nlet: {low: pm25 < %d}\nwhen: pm25 > 75\n";
    Rule rule = WrittenRule.of(high.formatted(60) + "resolve: {when: low, for: 5m}\n");
    Rule stricter = WrittenRule.of(high.formatted(20) + "resolve: {when: low, for: 5m}\n");
    Map<String, Rule> texts = Map.of("stricter", stricter);
    for (MatchOptions options : OPTIONS) {
      MatchHarness match = new MatchHarness(options, new HashMapStateBackend(), texts, rule);
      try {
        match.send(HandMade.event("A", 0, 80, 0));
        for (int minute = 1; minute < 4; minute++) {
          match.send(HandMade.event("A", minute * MINUTE, 50, minute));
        }
        match.send(HandMade.event("B", 4 * MINUTE, 10, 4)); // spills A
        match.watermark(5 * MINUTE);
        match.publish(new RuleUpdate("r", 7, "stricter"));
        if (restored) {
          OperatorSubtaskState state = match.snapshot(1);
          match.close();
          match = new MatchHarness(options, new HashMapStateBackend(), texts, 1, 0, state, rule);
        }
        for (int minute = 6; minute < 15; minute++) {
          match.send(HandMade.event("A", minute * MINUTE, 10, minute));
        }
        match.watermark(20 * MINUTE);
        assertThat(match.summary())
            .as("working set %s", options.workingSet())
            .contains("r A resolved " + 11 * MINUTE)
            .hasSize(restored ? 1 : 2);
      } finally {
        match.close();
      }
    }
  }

  @Test
  void resolveThatChanges_holdsForWhatIsOpen() throws Exception {
    String high = "rule: r\nwhen: pm25 > 100\nresolve: {when: pm25 < %d}\n";
    Rule rule = WrittenRule.of(high.formatted(50));
    Rule eased = WrittenRule.of(high.formatted(80));
    try (MatchHarness match =
        new MatchHarness(
            MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of("eased", eased), rule)) {
      match.send(HandMade.event("A", 1_000, 150, 1));
      match.watermark(1_000);
      match.publish(new RuleUpdate("r", 7, "eased"));
      match.send(HandMade.event("A", 2_000, 70, 2));
      match.watermark(5_000);
      assertThat(match.summary()).containsExactly("r A firing 1000", "r A resolved 2000");
    }
  }

  /** Nobody is woken by the alert that a shadow has open: it must not stand in a live one's way. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shadowThatIsMadeLive_alertsThoughItsConditionHeldBefore(boolean restored) throws Exception {
    Rule shadow = WrittenRule.of("rule: r\nmode: shadow\nwhen: pm25 > 75\n");
    Rule live = WrittenRule.of("rule: r\nwhen: pm25 > 75\n");
    Map<String, Rule> texts = Map.of("live", live, "shadow", shadow);
    for (MatchOptions options : OPTIONS) {
      List<Alert> told = new ArrayList<>();
      MatchHarness match = new MatchHarness(options, new HashMapStateBackend(), texts, shadow);
      try {
        match.send(HandMade.event("A", MINUTE, 500, 1));
        match.send(HandMade.event("B", 2 * MINUTE, 10, 2)); // spills A
        match.watermark(3 * MINUTE);
        match.publish(new RuleUpdate("r", 7, "live"));
        if (restored) {
          OperatorSubtaskState state = match.snapshot(1);
          told = new ArrayList<>(match.alerts());
          match.close();
          match = new MatchHarness(options, new HashMapStateBackend(), texts, 1, 0, state, shadow);
        }
        match.send(HandMade.event("A", 4 * MINUTE, 500, 3));
        match.watermark(5 * MINUTE);
        match.publish(new RuleUpdate("r", 8, "shadow"));
        match.send(HandMade.event("A", 6 * MINUTE, 500, 4));
        match.watermark(7 * MINUTE);
        told.addAll(match.alerts());
        assertThat(told)
            .extracting(alert -> alert.status() + " " + (alert.shadow() ? "shadow" : "live"))
            .as("working set %s", options.workingSet())
            .containsExactly(
                "firing shadow",
                "resolved shadow",
                "firing live",
                "resolved live",
                "firing shadow");
      } finally {
        match.close();
      }
    }
  }
}
