package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rules that come, change and go over readings of a few keys: what is told is the same whether the
 * keys stay in memory, or are spilled at every turn and restored now and then.
 */
class SpilledKeysTest {
  private static final int SEEDS = 10;
  private static final int ROUNDS = 30;
  private static final int READINGS = 150;
  private static final Set<CloseReason> BY_CHANGE =
      EnumSet.of(CloseReason.RULE_UPDATED, CloseReason.RULE_DELETED);

  /** Rules without their ids, of every form, with signals and without. */
  private static final List<String> FORMS =
      List.of(
          "when: pm25 > 75\nfor: 8s\n",
          "when: pm25 > 75\nfor: 8s\nmax_gap: 12s\n",
          "when: pm25 > 75\nmax_gap: 12s\nresolve: {when: pm25 < 40, for: 4s}\n",
          "when: pm25 > 75\nrealert: 30s\n",
          "when: pm25 > 75\nresolve: {when: pm25 < 20}\n",
          sequence("{begin: a, where: pm25 > 100}", "{followed_by: b, where: pm25 < 20}")
              + "within: 40s\n",
          sequence("{begin: a, where: pm25 > 100}", "{followed_by: b, where: pm25 < 20}")
              + "within: 41s\nresolve: {when: pm25 > 60}\n",
          sequence(
                  "{begin: a, where: pm25 > 100}",
                  "{not_followed_by: n, where: pm25 < 20}",
                  "{followed_by: b, where: pm25 > 100}")
              + "within: 60s\n",
          sequence("{begin: a, where: pm25 > 100}", "{not_followed_by: n, where: pm25 < 20}")
              + "within: 20s\n",
          sequence(
                  "{begin: a, where: pm25 > 75, times: 2+}",
                  "{followed_by: b, where: pm25 < 0.5 * max(a.pm25)}")
              + "within: 60s\nmax_gap: 20s\n",
          sequence("{begin: a, where: pm25 > 100}", "{next: b, where: pm25 > 100}")
              + "within: 30s\non_timeout: alert\n",
          "absent: {for: 25s}\nrealert: 2m\n",
          "count: {where: pm25 > 75, at_least: 3, of: 5}\n",
          "let: {m: \"avg(pm25, '20s')\"}\nwhen: m > 70\n",
          "let: {m: \"median(pm25, '20s')\", s: \"stddev(pm25, '20s')\"}\n"
              + sequence(
                  "{begin: a, where: pm25 > m && s > 10}", "{followed_by: b, where: pm25 < m}")
              + "within: 40s\n",
          "when: prev(pm25) > 75 && pm25 > 75\n",
          "when: max(pm25, '15s') > 100\nresolve: {when: pm25 < 20}\n",
          "when: gap() > 9\n",
          "when: rate(pm25, '30s') > 1\n");

  private static String sequence(String... stages) {
    StringBuilder written = new StringBuilder("sequence:\n");
    for (String stage : stages) {
      written.append("  - ").append(stage).append('\n');
    }
    return written.toString();
  }

  /** What happens next: a reading, a watermark, a rule, or a savepoint. */
  private record Step(@Nullable Event event, long watermark, @Nullable RuleUpdate update) {
    static final Step SAVEPOINT = new Step(null, Long.MIN_VALUE, null);
  }

  static IntStream seeds() {
    return IntStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void alerts_ofKeysThatAreSpilledAndRestored_areThoseOfKeysInMemory(int seed) throws Exception {
    Map<String, Rule> rules = rules();
    int told = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Random random = new Random(1_000L * seed + round);
      List<Step> steps = steps(random);
      long ttl = random.nextBoolean() ? 30_000 : 3_600_000;
      List<String> expected =
          run(rules, steps, new MatchOptions(ttl, 1_000), new HashMapStateBackend(), false);
      StateBackend backend =
          random.nextInt(10) == 0
              ? new EmbeddedRocksDBStateBackend(false)
              : new HashMapStateBackend();
      MatchOptions tight = new MatchOptions(ttl, 1 + random.nextInt(2));
      assertThat(run(rules, steps, tight, backend, true))
          .as("seed %s, round %s", seed, round)
          .containsExactlyInAnyOrderElementsOf(expected);
      told += expected.size();
    }
    assertThat(told).isGreaterThan(10 * ROUNDS);
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>();
    for (int form = 0; form < FORMS.size(); form++) {
      for (int id = 0; id < 4; id++) {
        String rule = "rule: r" + id + "\n" + FORMS.get(form);
        rules.put(id + "/" + form, WrittenRule.of(rule));
        rules.put(id + "/" + form + "/off", WrittenRule.of(rule + "mode: off\n"));
      }
    }
    return rules;
  }

  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    long revision = 0;
    // Few, so that rules come again that were gone for a while.
    List<Integer> forms = random.ints(6, 0, FORMS.size()).boxed().toList();
    for (int id = 0; id < count; id++) {
      steps.add(new Step(null, 0, new RuleUpdate("r" + id, revision++, text(id, forms, random))));
    }
    long time = 0;
    for (int i = 1; i <= READINGS; i++) {
      time += random.nextInt(10) == 0 ? 15_000 + random.nextInt(40_000) : random.nextInt(4_000);
      double pm25 = new double[] {5, 30, 80, 150}[random.nextInt(4)];
      long at = time + random.nextInt(5_000) + 1;
      steps.add(new Step(HandMade.event("S" + random.nextInt(5), at, pm25, i), 0, null));
      if (i % 4 == 0) {
        steps.add(new Step(null, time - 1, null));
      }
      if (random.nextInt(25) == 0) {
        int id = random.nextInt(count);
        String next = random.nextInt(6) == 0 ? null : text(id, forms, random);
        String text = next != null && random.nextInt(6) == 0 ? next + "/off" : next;
        steps.add(new Step(null, 0, new RuleUpdate("r" + id, revision++, text)));
      }
      if (random.nextInt(30) == 0) {
        steps.add(Step.SAVEPOINT);
      }
    }
    steps.add(new Step(null, time + 10_000_000, null));
    return steps;
  }

  private static String text(int id, List<Integer> forms, Random random) {
    return id + "/" + forms.get(random.nextInt(forms.size()));
  }

  private static List<String> run(
      Map<String, Rule> rules,
      List<Step> steps,
      MatchOptions options,
      StateBackend backend,
      boolean restores)
      throws Exception {
    List<String> told = new ArrayList<>();
    MatchHarness match = new MatchHarness(options, backend, rules);
    try {
      long checkpoint = 0;
      for (Step step : steps) {
        if (step.event != null) {
          match.send(step.event);
        } else if (step.update != null) {
          match.publish(step.update);
        } else if (step.equals(Step.SAVEPOINT)) {
          OperatorSubtaskState saved = match.snapshot(++checkpoint);
          if (restores) {
            match.alerts().forEach(alert -> told.add(words(alert)));
            match.close();
            match = new MatchHarness(options, backend, rules, 1, 0, saved);
          }
        } else {
          match.watermark(step.watermark);
          match.pass(50);
        }
      }
      match.alerts().forEach(alert -> told.add(words(alert)));
    } finally {
      match.close();
    }
    return told;
  }

  /** When a changed rule closes its alerts, and as what, depends on when they are come by. */
  private static String words(Alert alert) {
    String end =
        BY_CHANGE.contains(alert.closeReason())
            ? "change"
            : alert.end() + " " + alert.closeReason();
    return String.join(
        " ",
        alert.rule() + "@" + alert.revision(),
        alert.key().get("station"),
        alert.status(),
        alert.start() + " " + alert.timestamp() + " " + end,
        alert.id());
  }
}
