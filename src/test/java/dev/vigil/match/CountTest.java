package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.rule.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** So many of the last readings, held against a count from scratch. */
class CountTest {
  private static final long STEP = 60_000;

  @Test
  void sixOfTen_opensAtTheSixth_andIsOpenWhileItIsSo() throws Exception {
    String rule = "rule: often\ncount: {where: pm25 > 75, at_least: 6, of: 10}\n";
    try (MatchHarness match = harness(WrittenRule.of(rule))) {
      for (int minute = 1; minute <= 20; minute++) {
        match.send(HandMade.event("A", minute * STEP, minute <= 7 ? 80 : 50, minute));
      }
      match.watermark(30 * STEP);
      // At 12 min the last ten are 3..12, of which five are high.
      assertThat(match.summary())
          .containsExactly("often A firing " + 6 * STEP, "often A resolved " + 12 * STEP);
    }
  }

  @Test
  void conditionWithAComment_isCounted() throws Exception {
    String rule = "rule: often\ncount: {where: 'pm25 > 75 // high', at_least: 2, of: 3}\n";
    try (MatchHarness match = harness(WrittenRule.of(rule))) {
      match.send(HandMade.event("A", STEP, 80, 1));
      match.send(HandMade.event("A", 2 * STEP, 80, 2));
      match.watermark(3 * STEP);
      assertThat(match.summary()).containsExactly("often A firing " + 2 * STEP);
    }
  }

  @Test
  void conditionThatAsksForASignal_hasItUpToDate_afterARestoreToo() throws Exception {
    Rule rule =
        WrittenRule.of(
            """
            rule: often
            let: {base: "avg(pm25, '3m')"}
            count: {where: pm25 > 1.5 * base, at_least: 2, within: 10m}
            """);
    OperatorSubtaskState snapshot;
    try (MatchHarness match = harness(rule)) {
      // Means of three: 10, 10, 10, 20; 40 > 1.5 * 20.
      double[] values = {10, 10, 10, 40};
      for (int i = 0; i < values.length; i++) {
        match.send(HandMade.event("A", (i + 1) * STEP, values[i], i));
      }
      match.watermark(4 * STEP);
      assertThat(match.summary()).isEmpty();
      snapshot = match.snapshot(1);
    }
    try (MatchHarness match =
        new MatchHarness(
            MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), 1, 0, snapshot, rule)) {
      match.send(HandMade.event("A", 5 * STEP, 10, 5));
      match.send(HandMade.event("A", 6 * STEP, 200, 6)); // the mean is 83.3
      match.watermark(6 * STEP);
      assertThat(match.summary()).containsExactly("often A firing " + 6 * STEP);
    }
  }

  @Property(tries = 300)
  void alerts_areThoseOfACountFromScratch(
      @ForAll @Size(max = 80) List<@IntRange(max = 9) Integer> values,
      @ForAll @IntRange(min = 1, max = 5) int atLeast,
      @ForAll @IntRange(min = 0, max = 4) int more,
      @ForAll boolean byTime)
      throws Exception {
    int of = atLeast + more;
    String window = byTime ? "within: " + of + "m" : "of: " + of;
    Rule rule =
        WrittenRule.of(
            "rule: often\ncount: {where: pm25 > 50, at_least: %d, %s}\n"
                .formatted(atLeast, window));
    List<String> expected = new ArrayList<>();
    try (MatchHarness match = harness(rule)) {
      Deque<long[]> last = new ArrayDeque<>();
      boolean open = false;
      for (int i = 0; i < values.size(); i++) {
        long time = (i + 1) * STEP;
        double value = values.get(i) == 9 ? Double.NaN : values.get(i) * 10 + 15;
        match.send(HandMade.event("A", time, value, i));
        if (!Double.isNaN(value)) {
          last.addLast(new long[] {time, value > 50 ? 1 : 0});
        }
        if (byTime) {
          last.removeIf(one -> one[0] <= time - of * STEP);
        } else if (last.size() > of) {
          last.removeFirst();
        }
        boolean now = last.stream().mapToLong(one -> one[1]).sum() >= atLeast;
        if (now != open) {
          expected.add("often A " + (now ? "firing " : "resolved ") + time);
          open = now;
        }
      }
      match.watermark((values.size() + 1) * STEP);
      assertThat(match.summary()).isEqualTo(expected);
    }
  }

  private static MatchHarness harness(Rule rule) throws Exception {
    return new MatchHarness(MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), rule);
  }
}
