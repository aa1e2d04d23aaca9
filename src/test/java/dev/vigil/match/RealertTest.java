package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.control.RuleUpdate;
import dev.vigil.rule.Rule;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What opens too soon after the last alert of its key is told later, if it is still open. */
class RealertTest {
  private static final long MINUTE = 60_000;
  private static final Rule HIGH = WrittenRule.of("rule: high\nwhen: pm25 > 75\nrealert: 1h\n");
  private int sent;

  private static MatchHarness of(Rule... rules) throws Exception {
    return new MatchHarness(MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), rules);
  }

  private void send(MatchHarness match, long minute, double pm25) throws Exception {
    match.send(HandMade.event("A", minute * MINUTE, pm25, ++sent));
    match.watermark(minute * MINUTE);
  }

  @Test
  void excursion_thatOutlastsThePause_isToldAtItsEnd() throws Exception {
    try (MatchHarness match = of(HIGH)) {
      send(match, 0, 80);
      send(match, 10, 40);
      for (int minute = 50; minute <= 80; minute += 10) {
        send(match, minute, 80);
      }
      send(match, 90, 40);
      assertThat(match.summary())
          .containsExactly(
              "high A firing 0",
              "high A resolved 600000",
              "high A firing 3600000",
              "high A resolved 5400000");
      assertThat(match.alerts().get(2).start()).isEqualTo(50 * MINUTE);
      assertThat(match.alerts()).extracting(alert -> alert.sequence()).containsExactly(1, 2, 1, 2);
    }
  }

  @Test
  void excursion_thatIsOverBefore_isNeverTold() throws Exception {
    try (MatchHarness match = of(HIGH)) {
      send(match, 0, 80);
      send(match, 10, 40);
      send(match, 20, 80);
      send(match, 59, 40);
      send(match, 61, 40);
      send(match, 62, 80);
      assertThat(match.summary())
          .containsExactly("high A firing 0", "high A resolved 600000", "high A firing 3720000");
    }
  }

  @Test
  void silence_thatOutlastsThePause_isTold_thoughNothingComes() throws Exception {
    Rule silent = WrittenRule.of("rule: silent\nabsent: {for: 15m}\nrealert: 1h\n");
    try (MatchHarness match = of(silent)) {
      send(match, 0, 1);
      send(match, 20, 1);
      match.watermark(120 * MINUTE);
      assertThat(match.summary())
          .containsExactly(
              "silent A firing 900000", "silent A resolved 1200000", "silent A firing 4500000");
    }
  }

  @Test
  void alertThatWaits_isKeptOverARestore_andToldOnce() throws Exception {
    OperatorSubtaskState state;
    try (MatchHarness match = of(HIGH)) {
      send(match, 0, 80);
      send(match, 10, 40);
      send(match, 50, 80);
      state = match.snapshot(1);
    }
    try (MatchHarness match =
        new MatchHarness(
            MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), 1, 0, state, HIGH)) {
      match.watermark(120 * MINUTE);
      send(match, 121, 40);
      assertThat(match.summary())
          .containsExactly("high A firing 3600000", "high A resolved 7260000");
    }
  }

  @Test
  void alertThatWaits_isNotClosed_whenItsRuleGoes() throws Exception {
    try (MatchHarness match = of(HIGH)) {
      send(match, 0, 80);
      send(match, 10, 40);
      send(match, 50, 80);
      match.publish(new RuleUpdate("high", 1, null));
      send(match, 120, 80);
      assertThat(match.summary()).containsExactly("high A firing 0", "high A resolved 600000");
    }
  }

  @Test
  void matchOfOneMoment_thatComesTooSoon_isNotTold() throws Exception {
    Rule spike =
        WrittenRule.of("rule: spike\nsequence: [{begin: up, where: pm25 > 75}]\nrealert: 1h\n");
    try (MatchHarness match = of(spike)) {
      send(match, 0, 80);
      send(match, 10, 80);
      send(match, 60, 80);
      match.watermark(200 * MINUTE);
      assertThat(match.summary()).containsExactly("spike A matched 0", "spike A matched 3600000");
    }
  }

  @Test
  void pauseThatChanges_holdsForTheAlertBefore() throws Exception {
    Rule eager = WrittenRule.of("rule: high\nwhen: pm25 > 75\nrealert: 5m\n");
    try (MatchHarness match =
        new MatchHarness(
            MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of("eager", eager), HIGH)) {
      send(match, 0, 80);
      send(match, 1, 40);
      match.publish(new RuleUpdate("high", 7, "eager"));
      send(match, 10, 80);
      assertThat(match.summary())
          .containsExactly("high A firing 0", "high A resolved 60000", "high A firing 600000");
    }
  }
}
