package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.MatchBuffer;
import dev.vigil.event.KeySpec;
import dev.vigil.match.Observation.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class NearMissesTest {
  private final List<NearMiss> told = new ArrayList<>();
  private final NearMisses misses = NearMisses.to(told::add);

  /** A rule may fail in the midst of a step, and is set aside; what it missed is no other's. */
  @Test
  void stepThatFailed_isNotToldOfTheNext() {
    KeyState key =
        new KeyState(
            new KeySpec(List.of("station")).key(HandMade.event("A", 1, 2, 3)).orElseThrow());
    try (MatchBuffer buffer = new MatchBuffer()) {
      RuleState state =
          new RuleState(
              new HostedRule(
                  WrittenRule.of("rule: high\nwhen: pm25 > 75\nfor: 1m\n"),
                  1,
                  1,
                  buffer,
                  new RuleMetrics(new UnregisteredMetricsGroup(), "high")));
      misses.of(state).missed(1, "drop");
      assertThat(misses.of(state)).isSameAs(misses);
      misses.tell(key, state, false, 2);
      assertThat(told).isEmpty();
      misses.of(state).missed(3, "drop");
      misses.tell(key, state, false, 4);
      assertThat(told).containsExactly(new NearMiss("high", Map.of("station", "A"), 3, 4, "drop"));
    }
  }
}
