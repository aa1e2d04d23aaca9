package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.control.RuleUpdate;
import dev.vigil.plan.Lifecycle;
import dev.vigil.rule.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keys had open of a rule that changes or goes while they are spilled. */
class SpilledRulesTest {
  private static final long DAY = 24 * 60 * 60_000L;
  private static final MatchOptions TIGHT = new MatchOptions(7 * DAY, 1);
  private static final String SPIKE =
      "rule: spike\nsequence:\n  - {begin: up, where: pm25 > 100}\n";

  private static StateBackend heap() {
    return new HashMapStateBackend();
  }

  @Test
  void resolveTakenOutOfARule_ofASpilledKey_goesOnWithoutTheOldAlert() throws Exception {
    Rule before = WrittenRule.of(SPIKE + "resolve: {when: pm25 < 20}\n");
    Rule after = WrittenRule.of(SPIKE);
    for (MatchOptions options : List.of(MatchOptions.DEFAULT, TIGHT)) {
      try (MatchHarness match = new MatchHarness(options, heap(), Map.of("after", after), before)) {
        match.send(HandMade.event("A", 1_000, 150, 1));
        match.send(HandMade.event("B", 2_000, 150, 2)); // spills A
        match.watermark(3_000);
        match.publish(new RuleUpdate("spike", 7, "after"));
        for (int i = 0; i < 5; i++) {
          match.send(HandMade.event("A", 10_000 + 2_000L * i, 10, 3 + 2L * i));
          match.send(HandMade.event("A", 11_000 + 2_000L * i, 150, 4 + 2L * i));
        }
        match.watermark(100_000);
        assertThat(match.summary().stream().filter(a -> a.contains(" A ")))
            .as("working set %s", options.workingSet())
            .containsExactly(
                "spike A firing 1000",
                "spike A resolved 3000",
                "spike A matched 11000",
                "spike A matched 13000",
                "spike A matched 15000",
                "spike A matched 17000",
                "spike A matched 19000");
      }
    }
  }

  @Test
  void ruleReplacedRolledBackAndDeleted_allItsAlertsClose() throws Exception {
    Rule one = WrittenRule.of("rule: high\nwhen: pm25 > 75\n");
    Rule two = WrittenRule.of("rule: high\nwhen: pm25 > 70\n");
    for (MatchOptions options : List.of(MatchOptions.DEFAULT, TIGHT)) {
      try (MatchHarness match =
          new MatchHarness(options, heap(), Map.of("one", one, "two", two), one)) {
        for (int i = 0; i < 200; i++) {
          match.send(HandMade.event("S" + i, 1_000 + i, 80, i));
        }
        match.watermark(10_000);
        match.publish(new RuleUpdate("high", 7, "two"));
        match.publish(new RuleUpdate("high", 8, "one"));
        match.snapshot(1);
        match.publish(new RuleUpdate("high", 9, null));
        match.snapshot(2);
        match.watermark(20_000);
        match.snapshot(3);
        assertThat(match.summary().stream().filter(a -> a.contains("resolved")))
            .as("working set %s", options.workingSet())
            .hasSize(200);
      }
    }
  }

  @Test
  void ruleDeleted_alertOfASpilledKey_isClosedOnce() throws Exception {
    Rule open = HandMade.sustained("open", 75, 0, 0, new Lifecycle.Until(HandMade.below(5), 0, 0));
    Rule other = HandMade.spikeThenDrop("other", 100, 20, 600_000);
    try (MatchHarness match = new MatchHarness(TIGHT, heap(), Map.of(), open, other)) {
      match.send(HandMade.event("A", 1_000, 80, 1));
      match.send(HandMade.event("B", 2_000, 80, 2)); // spills A
      match.watermark(3_000);
      match.publish(new RuleUpdate("open", 7, null));
      for (int i = 0; i < 3; i++) {
        match.send(HandMade.event("B", 10_000 + 2_000L * i, 150, 3 + 2L * i));
        match.watermark(10_500 + 2_000L * i);
        match.send(HandMade.event("A", 11_000 + 2_000L * i, 150, 4 + 2L * i));
        match.watermark(11_500 + 2_000L * i);
      }
      assertThat(match.summary().stream().filter(a -> a.startsWith("open A")))
          .containsExactly("open A firing 1000", "open A resolved 3000");
    }
  }

  @Test
  void ruleDeleted_alertOfASpilledKey_staysClosedAfterRestores() throws Exception {
    Rule open = HandMade.sustained("open", 75, 0, 0, new Lifecycle.Until(HandMade.below(5), 0, 0));
    Rule other = HandMade.spikeThenDrop("other", 100, 20, 600_000);
    OperatorSubtaskState state;
    try (MatchHarness match = new MatchHarness(TIGHT, heap(), Map.of(), open, other)) {
      match.send(HandMade.event("A", 1_000, 80, 1));
      match.send(HandMade.event("B", 2_000, 80, 2)); // spills A
      match.watermark(3_000);
      match.publish(new RuleUpdate("open", 7, null));
      match.watermark(4_000);
      assertThat(match.summary()).contains("open A resolved 3000");
      state = match.snapshot(1);
    }
    for (int restart = 0; restart < 2; restart++) {
      try (MatchHarness match =
          new MatchHarness(TIGHT, heap(), Map.of(), 1, 0, state, open, other)) {
        match.watermark(1_000_000L * (restart + 1));
        state = match.snapshot(2 + restart);
        assertThat(match.summary()).as("restart %s", restart).isEmpty();
      }
    }
  }

  /** What is open of a rule must not go over to one like it that came after it was gone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "when: pm25 > 100\nfor: 1m\n",
        """
        sequence:
          - {begin: up, where: pm25 > 100}
          - {followed_by: down, where: pm25 < 20}
        within: 10m
        """,
        """
        sequence:
          - {begin: up, where: pm25 > 100}
        realert: 1h
        """,
      })
  void ruleThatWasGone_andIsPublishedAgain_beginsAnew_restoredOrNot(String form) throws Exception {
    Rule rule = WrittenRule.of("rule: r\n" + form);
    Rule off = WrittenRule.of("rule: r\nmode: off\n" + form);
    Rule other = WrittenRule.of("rule: r\nwhen: pm25 > 1000\n");
    Map<String, Rule> texts = Map.of("rule", rule, "off", off, "other", other);
    for (MatchOptions options : List.of(MatchOptions.DEFAULT, TIGHT)) {
      for (String gone : List.of("deleted", "off", "other")) {
        String text = gone.equals("deleted") ? null : gone;
        OperatorSubtaskState state;
        List<String> uninterrupted;
        List<String> before;
        try (MatchHarness match = new MatchHarness(options, heap(), texts, rule)) {
          match.send(HandMade.event("A", 2_000, 150, 1));
          match.send(HandMade.event("B", 2_500, 150, 2)); // spills A
          match.watermark(3_000);
          match.snapshot(1);
          match.publish(new RuleUpdate("r", 7, text));
          match.publish(new RuleUpdate("r", 8, "rule"));
          state = match.snapshot(2);
          before = match.summary();
          goOn(match);
          uninterrupted = match.summary();
        }
        try (MatchHarness match = new MatchHarness(options, heap(), texts, 1, 0, state, rule)) {
          goOn(match);
          assertThat(Stream.concat(before.stream(), match.summary().stream()))
              .as("%s, working set %s", gone, options.workingSet())
              .containsExactlyInAnyOrderElementsOf(uninterrupted);
        }
        assertThat(uninterrupted.stream().filter(alert -> alert.contains(" B ")))
            .as("%s: alerts of B, of which nothing comes any more", gone)
            .isEqualTo(before.stream().filter(alert -> alert.contains(" B ")).toList());
      }
    }
  }

  /** What a revision has open that says the same in other words is open after a restore too. */
  @Test
  void ruleWithOtherWords_goesOn_restoredOrNot() throws Exception {
    Rule rule = WrittenRule.of("rule: r\nwhen: pm25 > 100\nfor: 1m\n");
    Rule worded = WrittenRule.of("rule: r\nseverity: critical\nwhen: pm25 > 100\nfor: 1m\n");
    Map<String, Rule> texts = Map.of("worded", worded);
    OperatorSubtaskState state;
    try (MatchHarness match = new MatchHarness(TIGHT, heap(), texts, rule)) {
      match.send(HandMade.event("A", 2_000, 150, 1));
      match.send(HandMade.event("B", 2_500, 10, 2)); // spills A
      match.watermark(3_000);
      match.snapshot(1);
      match.publish(new RuleUpdate("r", 7, "worded"));
      state = match.snapshot(2);
    }
    try (MatchHarness match = new MatchHarness(TIGHT, heap(), texts, 1, 0, state, rule)) {
      match.send(HandMade.event("A", 62_000, 150, 3));
      match.watermark(70_000);
      assertThat(match.summary()).containsExactly("r A firing 62000");
    }
  }

  @Test
  void ruleWithOtherWords_saysThemFromTheNextAlertOn() throws Exception {
    Rule rule = WrittenRule.of("rule: r\nwhen: pm25 > 100\n");
    Rule worded = WrittenRule.of("rule: r\nseverity: critical\nwhen: pm25 > 100\n");
    try (MatchHarness match =
        new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of("worded", worded), rule)) {
      match.publish(new RuleUpdate("r", 7, "worded"));
      match.send(HandMade.event("A", 1_000, 150, 1));
      match.watermark(5_000);
      assertThat(match.alerts())
          .extracting(alert -> alert.revision() + " " + alert.severity())
          .containsExactly("7 CRITICAL");
    }
  }

  private static void goOn(MatchHarness match) throws Exception {
    match.send(HandMade.event("A", 61_000, 10, 3));
    match.watermark(61_500);
    match.send(HandMade.event("A", 62_000, 150, 4));
    match.send(HandMade.event("A", 63_000, 10, 5));
    match.watermark(70_000);
  }

  @Test
  void ruleSwitchedOff_closesAlertsForTheSameReason_spilledOrNot() throws Exception {
    Rule open = WrittenRule.of("rule: open\nwhen: pm25 > 75\n");
    Rule off = WrittenRule.of("rule: open\nwhen: pm25 > 75\nmode: off\n");
    try (MatchHarness match = new MatchHarness(TIGHT, heap(), Map.of("off", off), open)) {
      match.send(HandMade.event("A", 1_000, 80, 1));
      match.send(HandMade.event("B", 2_000, 80, 2)); // spills A
      match.watermark(3_000);
      match.publish(new RuleUpdate("open", 7, "off"));
      match.watermark(4_000);
      assertThat(
              match.alerts().stream()
                  .filter(alert -> alert.closeReason() != null)
                  .map(alert -> alert.key().get("station") + " " + alert.closeReason()))
          .containsExactlyInAnyOrder("A RULE_UPDATED", "B RULE_UPDATED");
    }
  }
}
