package dev.vigil.bench.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainRuleTest {
  private static final Schema SCHEMA = new LevelRules().schema();

  /** The starts of the matches of readings a second apart. */
  private static List<Long> starts(PlainRule rule, double... values) {
    List<Long> starts = new ArrayList<>();
    for (int second = 0; second < values.length; second++) {
      Event event = new Event(SCHEMA, second * 1_000L, "test", second);
      event.setDouble(0, values[second]);
      long start = rule.take(event);
      if (start != PlainRule.NONE) {
        starts.add(start);
      }
    }
    return starts;
  }

  @Test
  void holds_isToldOnceARun_whenItIsLongEnough() {
    PlainRule rule = PlainRule.holds(event -> event.getDouble(0) > 5, 2_000);

    assertThat(starts(rule, 9, 9, 1, 9, 9, 9, 9, 1, 9, 9, 9)).containsExactly(3_000L, 8_000L);
  }

  @Test
  void followed_isToldOfTheFirst_andBeginsAnewBehindTheSecond() {
    PlainRule rule =
        PlainRule.followed(event -> event.getDouble(0) > 5, event -> event.getDouble(0) < 2);

    assertThat(starts(rule, 1, 9, 9, 3, 1, 1, 9, 1)).containsExactly(1_000L, 6_000L);
  }
}
