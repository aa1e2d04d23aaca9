package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.rule.Rule;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What a reading does to an alert that is open. */
class RuleEvaluatorTest {
  private static MatchHarness of(String rule) throws Exception {
    Rule written = WrittenRule.of("rule: r\n" + rule);
    return new MatchHarness(MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), written);
  }

  @Test
  void readingThatResolvesAndCompletesAMatch_closesAnAlertAndOpensTheNext() throws Exception {
    String rule =
        """
        sequence:
          - {begin: up, where: pm25 > 100}
          - {followed_by: down, where: pm25 < 20}
        within: 60s
        resolve: {when: pm25 < 20}
        """;
    try (MatchHarness match = of(rule)) {
      for (int i = 1; i <= 4; i++) {
        match.send(HandMade.event("A", 1_000L * i, i % 2 == 1 ? 150 : 10, i));
      }
      match.watermark(5_000);
      assertThat(match.summary())
          .containsExactly("r A firing 2000", "r A resolved 4000", "r A firing 4000");
    }
  }

  @Test
  void alertClosedByAReading_saysWhenThatWasRead() throws Exception {
    try (MatchHarness match = of("when: pm25 > 75\n")) {
      match.send(HandMade.event("A", 1_000, 80, 1).arrivedAt(7));
      match.send(HandMade.event("A", 2_000, 10, 2).arrivedAt(9));
      match.watermark(5_000);
      assertThat(match.alerts()).extracting(Alert::arrival).containsExactly(7L, 9L);
    }
  }
}
