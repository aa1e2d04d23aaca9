package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.rule.Rule;
import java.util.Map;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

class KeyTimersTest {
  private static final long DAY = 24 * 60 * 60_000L;

  private static StateBackend heap() {
    return new HashMapStateBackend();
  }

  @Test
  void shortExcursions_leaveNothingBehind() throws Exception {
    Rule rule = WrittenRule.of("rule: high\nwhen: pm25 > 75\nfor: 10m\n");
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), rule)) {
      int excursions = 100_000;
      for (int i = 0; i < excursions; i++) {
        match.send(HandMade.event("A", 2_000L * i + 1_000, 80, 2L * i));
        match.send(HandMade.event("A", 2_000L * i + 2_000, 10, 2L * i + 1));
        match.watermark(2_000L * i + 2_000);
      }
      WorkingSet keys = match.operator.keys();
      assertThat(keys.inMemory() + keys.spilled()).isZero();
      assertThat(match.operator.timers().queued()).isLessThanOrEqualTo(1_000);
    }
  }

  @Test
  void absentForAsLongAsKeysAreKept_isTold() throws Exception {
    Rule rule = WrittenRule.of("rule: silent\nabsent: {for: 7d}\n");
    try (MatchHarness match = new MatchHarness(MatchOptions.DEFAULT, heap(), Map.of(), rule)) {
      match.send(HandMade.event("A", 1_000, 80, 1));
      match.watermark(30 * DAY);
      assertThat(match.summary()).contains("silent A firing " + (7 * DAY + 1_000));
    }
  }

  @Test
  void timersOfSpilledKeys_keepToTheWorkingSet() throws Exception {
    Rule rule =
        WrittenRule.of("rule: high\nwhen: pm25 > 75\nmax_gap: 1m\nresolve: {when: pm25 < 5}\n");
    int limit = 10;
    try (MatchHarness match =
        new MatchHarness(new MatchOptions(7 * DAY, limit), heap(), Map.of(), rule)) {
      for (int i = 0; i < 1_000; i++) {
        match.send(HandMade.event("S" + i, 1_000 + i, 80, i));
      }
      match.watermark(10_000);
      WorkingSet keys = match.operator.keys();
      assertThat(keys.inMemory()).isEqualTo(limit);
      for (int i = 1; i < 10; i++) {
        match.watermark(i * 600_000L);
        match.snapshot(i);
      }
      assertThat(keys.inMemory()).isEqualTo(limit);
    }
  }
}
