package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import dev.vigil.condition.Term;
import dev.vigil.condition.Truth;
import dev.vigil.engine.MatchBuffer;
import dev.vigil.event.Event;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;

class RuleIndexTest {

  /** The index may name a rule in vain, but never leaves one out, and names none twice. */
  @Property(tries = 200)
  void candidates_anyRulesAndEvents_holdEveryRuleThatMayStart(@ForAll long seed) {
    Random random = new Random(seed);
    List<HostedRule> rules = new ArrayList<>();
    try (MatchBuffer buffer = new MatchBuffer()) {
      for (int i = 0; i < 30; i++) {
        rules.add(hosted("r" + i, condition(random), buffer));
      }
    }
    RuleIndex index = new RuleIndex(HandMade.AIR, rules);
    int started = 0;
    for (int i = 0; i < 200; i++) {
      Event event =
          HandMade.event(
              "S" + random.nextInt(4),
              i,
              random.nextInt(5) == 0 ? Double.NaN : random.nextInt(12),
              i);
      List<HostedRule> named = new ArrayList<>();
      index.candidates(event, i + 1, named);
      Set<HostedRule> once = new HashSet<>(named);
      assertThat(once).hasSameSizeAs(named);
      for (HostedRule rule : rules) {
        if (rule.mayStart(Reading.of(event))) {
          started++;
          assertThat(once).contains(rule);
        }
      }
    }
    assertThat(started).isPositive();
  }

  private static HostedRule hosted(String id, Checked start, MatchBuffer buffer) {
    Rule rule =
        HandMade.rule(
            id,
            List.of(HandMade.stage("s", Contiguity.BEGIN, start)),
            0,
            null,
            new Lifecycle.Moment(0),
            false);
    return new HostedRule(
        rule,
        1,
        buffer,
        new RuleMetrics(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup(), id));
  }

  private static Checked condition(Random random) {
    int pm25 = HandMade.AIR.field("pm25").slot();
    int station = HandMade.AIR.field("station").slot();
    Term.Operator operator = List.of(Term.Operator.values()).get(random.nextInt(5));
    double bound = random.nextInt(12);
    String name = "S" + random.nextInt(4);
    boolean byName = random.nextInt(3) == 0;
    boolean byNumber = !byName || random.nextBoolean();
    List<Term> terms = new ArrayList<>();
    if (byNumber) {
      terms.add(new Term.Compare("pm25", operator, bound));
    }
    if (byName) {
      terms.add(new Term.Equal("station", name));
    }
    boolean hidden = random.nextInt(6) == 0;
    return new Checked(
        "by hand",
        (Reading reading, Stages stages) -> {
          Event event = reading.event();
          Truth number =
              !byNumber
                  ? Truth.TRUE
                  : event.has(pm25)
                      ? Truth.of(operator.test(event.getDouble(pm25), bound))
                      : Truth.UNKNOWN;
          return number.and(Truth.of(!byName || name.equals(event.getText(station))));
        },
        hidden ? List.of() : terms,
        Set.of("pm25"),
        false);
  }
}
