package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.MatchBuffer;
import dev.vigil.rule.Catalog;
import dev.vigil.signal.Signal;
import java.util.List;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.junit.jupiter.api.Test;

class SignalLayoutTest {
  private static HostedRule hosted(String id, String when, MatchBuffer buffer) {
    return new HostedRule(
        WrittenRule.of("rule: " + id + "\nwhen: \"" + when + "\"\n"),
        1,
        1,
        buffer,
        new RuleMetrics(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup(), id));
  }

  @Test
  void layout_ofRulesWithTheSameSignals_isShared_andKeepsItsState() {
    try (MatchBuffer buffer = new MatchBuffer()) {
      HostedRule one = hosted("one", "pm25 > avg(pm25, '1m')", buffer);
      HostedRule two = hosted("two", "pm25 > 2 * avg(pm25, '1m') && prev(pm25) > 1", buffer);
      SignalLayout before = SignalLayout.of(List.of(one), name -> 0);
      SignalLayout after = SignalLayout.of(List.of(two, one), name -> 0);
      Signal[] kept = before.create(SignalLayout.EMPTY, new Signal[0]);
      Signal[] signals = after.create(before, kept);
      assertThat(after.slots(two)[0]).isEqualTo(after.slots(one)[0]);
      for (int slot = 0; slot < after.size(); slot++) {
        int was = before.slot(after.entry(slot).name());
        if (was >= 0 && after.entry(slot).shared().isEmpty()) {
          assertThat(signals[slot]).isSameAs(kept[was]);
        }
      }
      assertThat(before.size()).isPositive().isLessThan(after.size());
      assertThat(before.isLike(after)).isFalse();
      assertThat(before.isLike(SignalLayout.of(List.of(one), name -> 0))).isTrue();
    }
  }

  /** Else each key would have to be laid out anew whenever any rule changes. */
  @Test
  void ruleWithoutSignalsOfItsOwn_leavesTheLayoutOfItsGroup() {
    try (MatchBuffer buffer = new MatchBuffer()) {
      RuleGroup group = new RuleGroup("", Catalog.of(HandMade.AIR), name -> 0);
      group.put(hosted("one", "pm25 > avg(pm25, '1m')", buffer));
      SignalLayout before = group.layout();
      group.put(hosted("high", "pm25 > 75", buffer));
      HostedRule like = hosted("like", "pm25 > 3 * avg(pm25, '1m')", buffer);
      group.put(like);
      assertThat(group.layout()).isSameAs(before);
      assertThat(before.entry(like.slots[0]).call().function()).isEqualTo("avg");
      group.put(hosted("other", "pm25 > max(pm25, '1m')", buffer));
      assertThat(group.layout()).isNotSameAs(before);
    }
  }
}
