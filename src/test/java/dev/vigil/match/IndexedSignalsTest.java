package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.condition.Checked;
import dev.vigil.event.Event;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Run;
import dev.vigil.plan.Stage;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/** Rules with signals raise the same alerts whether or not the index knows what they ask. */
class IndexedSignalsTest {
  private static final List<String> CONDITIONS =
      List.of(
          "avg(pm25, '20s') > 4",
          "pm25 > 1.5 * median(pm25, '30s')",
          "2 * pm25 <= ewma(pm25, '10s')",
          "zscore(pm25, '60s') > 1.25",
          "max(pm25, '30s') - pm25 > 5",
          "pm25 > avg(pm25, '60s') + 1.5 * stddev(pm25, '60s')",
          "count(pm25, '20s') == 3 && changed(pm25)",
          "sum(pm25, '10s') / count(pm25, '20s') < 2.5",
          "delta(pm25) < -2 && pm25 > min(pm25, '1m')",
          "stddev(pm25, '20s') == 0.0",
          "avg(pm25, '20s') > 4 || pm25 < 0");

  private static final List<String> FORMS =
      List.of(
          "when: %s\n",
          "when: %s\nfor: 10s\n",
          "let: {level: \"avg(pm25, '20s')\"}\nwhen: level > 2 && (%s)\nmax_gap: 20s\n",
          "when: %s\nresolve: {when: \"median(pm25, '20s') < 3\"}\n",
          """
          sequence:
            - {begin: a, where: "%s"}
            - {followed_by: b, where: pm25 > a.pm25}
          within: 30s
          """);

  @Property(tries = 60)
  void alerts_rulesWithSignals_areThoseWithoutAnIndex(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Rule[] indexed = new Rule[1 + random.nextInt(12)];
    Rule[] tried = new Rule[indexed.length];
    for (int i = 0; i < indexed.length; i++) {
      String form = FORMS.get(i == 0 ? 0 : random.nextInt(FORMS.size()));
      String condition = CONDITIONS.get(i == 0 ? 0 : random.nextInt(CONDITIONS.size()));
      indexed[i] = WrittenRule.of("rule: r" + i + "\nby: [station]\n" + form.formatted(condition));
      tried[i] = withoutTerms(indexed[i]);
    }
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String station = "S" + random.nextInt(3);
      long time = i * 1_000L + random.nextInt(2) * 30_000L;
      events.add(
          random.nextInt(10) == 0
              ? HandMade.eventWithoutValue(station, time, i)
              : HandMade.event(station, time, random.nextInt(10) - 1, i));
    }
    assertThat(alerts(indexed, events))
        .containsExactlyInAnyOrderElementsOf(alerts(tried, events))
        .isNotEmpty();
  }

  private static List<Alert> alerts(Rule[] rules, List<Event> events) throws Exception {
    try (MatchHarness harness =
        new MatchHarness(MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), rules)) {
      for (Event event : events) {
        harness.send(event);
      }
      harness.watermark(Long.MAX_VALUE);
      return harness.alerts();
    }
  }

  private static Rule withoutTerms(Rule rule) {
    Plan plan = rule.plan();
    Run run = plan.run();
    Plan without =
        new Plan(
            plan.streams(),
            plan.by(),
            plan.signals(),
            run == null ? null : new Run(withoutTerms(run.when()), run.maxGap(), run.hold()),
            plan.stages().stream().map(IndexedSignalsTest::withoutTerms).toList(),
            plan.within(),
            plan.maxGap(),
            plan.afterMatch(),
            plan.alertOnTimeout(),
            plan.lifecycle(),
            plan.fingerprint());
    return new Rule(
        rule.id(),
        rule.description(),
        rule.severity(),
        rule.mode(),
        rule.labels(),
        rule.annotations(),
        without,
        rule.valueField(),
        rule.text());
  }

  private static Stage withoutTerms(Stage stage) {
    Stage.Single one = (Stage.Single) stage;
    return new Stage.Single(
        one.name(), one.contiguity(), one.quantifier(), withoutTerms(one.where()), one.until());
  }

  private static Checked withoutTerms(Checked checked) {
    return new Checked(
        checked.text(), checked.condition(), List.of(), checked.fields(), checked.iterative());
  }
}
