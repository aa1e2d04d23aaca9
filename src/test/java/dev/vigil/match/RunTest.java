package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.Action;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Truth;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineKind;
import dev.vigil.engine.MatchBuffer;
import dev.vigil.engine.OpenMatches;
import dev.vigil.event.Event;
import dev.vigil.plan.Plan;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** Runs, which the matcher follows without an NFA, held against the NFA of their plans. */
class RunTest {
  private static final int SECOND = 1_000;

  @Property(tries = 300)
  void run_ofAnyReadings_matchesAsTheNfaOfItsPlan(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 119) Integer> drawn,
      @ForAll @IntRange(min = 0, max = 8) int hold,
      @ForAll @IntRange(min = 0, max = 5) int gap)
      throws Exception {
    Rule rule = rule(hold, gap);
    List<Event> events = events(drawn);
    List<String> opened = new ArrayList<>();
    try (MatchHarness match =
        new MatchHarness(MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), rule)) {
      for (Event event : events) {
        match.send(event);
      }
      match.watermark(events.get(events.size() - 1).timestamp());
      for (Alert alert : match.alerts()) {
        if (alert.action() == Action.OPEN) {
          opened.add(alert.start() + " " + alert.timestamp());
        }
      }
    }
    assertThat(opened).isEqualTo(byNfa(rule.plan(), events));
  }

  @Test
  void someRun_matches_andSomeDoesNot() throws Exception {
    List<Integer> drawn = List.of(43, 51, 55, 3, 43, 3, 55, 67, 71, 83);
    assertThat(byNfa(rule(2, 0).plan(), events(drawn))).hasSize(2);
    assertThat(byNfa(rule(8, 0).plan(), events(drawn))).isEmpty();
  }

  private static Rule rule(int hold, int gap) {
    return WrittenRule.of(
        "rule: run\nwhen: pm25 > 75\n"
            + (hold > 0 ? "for: " + hold + "s\n" : "")
            + (gap > 0 ? "max_gap: " + gap + "s\n" : ""));
  }

  /** A number makes a value, missing now and then, and the time since the reading before. */
  private static List<Event> events(List<Integer> drawn) {
    List<Event> events = new ArrayList<>();
    long time = 0;
    for (int number : drawn) {
      time += (long) (number % 4) * SECOND / 2 * (number % 16 == 15 ? 6 : 1) + 1;
      Event event =
          number % 10 == 9
              ? HandMade.eventWithoutValue("A", time, events.size())
              : HandMade.event("A", time, number < 40 ? 10 : 100, events.size());
      events.add(event);
    }
    return events;
  }

  /** The first and the last reading of each match of the plan's own stages. */
  private static List<String> byNfa(Plan plan, List<Event> events) throws Exception {
    List<String> found = new ArrayList<>();
    try (MatchBuffer buffer = new MatchBuffer()) {
      Engine engine = Engine.of(EngineKind.NFA, plan, buffer);
      OpenMatches open = engine.start();
      boolean held = false;
      long known = Long.MIN_VALUE;
      for (Event event : events) {
        long time = event.timestamp();
        boolean broken = known != Long.MIN_VALUE && plan.run().breaksAfter(time - known);
        if (broken) {
          open = engine.start(); // silence has dropped it by now
        }
        held &= !broken;
        double[] slots = new double[plan.slots()];
        slots[plan.heldSlot()] = held ? 1 : 0;
        slots[plan.brokenSlot()] = broken ? 1 : 0;
        Reading reading = Reading.of(event, slots);
        for (Map<String, List<Reading>> match : open.process(reading, OpenMatches.Missed.UNTOLD)) {
          Reading first = match.get("rise").get(0);
          found.add(first.timestamp() + " " + time);
        }
        Truth when = plan.run().when().condition().test(reading, stage -> List.of());
        if (when != Truth.UNKNOWN) {
          held = when.isTrue();
          known = time;
        }
      }
    }
    return found;
  }
}
