package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** Keys that fall silent, held against a look at the gaps. */
class AbsentTest {
  private static final long SILENCE = 15 * 60_000;

  @Test
  void silentKey_opensWhenTheTimeIsUp_andResolvesWhenItSpeaks() throws Exception {
    try (MatchHarness match = harness("rule: silent\nabsent: {for: 15m}\n")) {
      match.send(HandMade.event("A", 0, 10, 0));
      match.send(HandMade.event("B", 0, 10, 1));
      match.send(HandMade.event("B", SILENCE - 1, 10, 2));
      match.watermark(SILENCE - 1);
      assertThat(match.summary()).isEmpty();
      match.watermark(SILENCE);
      assertThat(match.summary()).containsExactly("silent A firing 900000");
      assertThat(match.alerts().get(0).start()).isZero();
      match.send(HandMade.event("A", SILENCE + 5_000, 10, 3));
      match.watermark(2 * SILENCE - 2);
      assertThat(match.summary().subList(1, 2)).containsExactly("silent A resolved 905000");
    }
  }

  @Test
  void wholeStreamStandsStill_noneIsSilent() throws Exception {
    try (MatchHarness match = harness("rule: silent\nabsent: {for: 15m}\n")) {
      match.send(HandMade.event("A", 0, 10, 0));
      match.watermark(0);
      // Nothing more comes, so event time stands still, however long it takes.
      assertThat(match.summary()).isEmpty();
    }
  }

  @Test
  void ownResolve_takesThePlaceOfTheNextReading() throws Exception {
    String rule = "rule: silent\nabsent: {for: 15m}\nresolve: {when: pm25 < 20}\n";
    try (MatchHarness match = harness(rule)) {
      match.send(HandMade.event("A", 0, 50, 0));
      match.watermark(SILENCE);
      match.send(HandMade.event("A", SILENCE + 1, 50, 1));
      match.send(HandMade.event("A", SILENCE + 2, 10, 2));
      match.watermark(SILENCE + 2);
      assertThat(match.summary())
          .containsExactly("silent A firing 900000", "silent A resolved 900002");
    }
  }

  @Property(tries = 200)
  void alerts_areThoseOfTheGaps(
      @ForAll @Size(max = 60) List<@IntRange(max = 3) Integer> stations,
      @ForAll @Size(max = 60) List<@IntRange(max = 20) Integer> steps)
      throws Exception {
    Map<String, List<Long>> readings = new TreeMap<>();
    try (MatchHarness match = harness("rule: silent\nabsent: {for: 15m}\n")) {
      long time = 0;
      for (int i = 0; i < Math.min(stations.size(), steps.size()); i++) {
        time += steps.get(i) * 60_000L;
        String station = "s" + stations.get(i);
        readings.computeIfAbsent(station, unused -> new ArrayList<>()).add(time);
        Event event = HandMade.event(station, time, 10, i);
        match.send(event);
        if (i % 3 == 0) {
          match.watermark(time - 1); // the next may be of the same time
        }
      }
      long end = time + 7 * 60_000;
      match.watermark(end);
      assertThat(match.summary()).containsExactlyInAnyOrderElementsOf(expected(readings, end));
    }
  }

  private static List<String> expected(Map<String, List<Long>> readings, long end) {
    List<String> expected = new ArrayList<>();
    readings.forEach(
        (station, times) -> {
          for (int i = 0; i < times.size(); i++) {
            long silent = times.get(i) + SILENCE;
            boolean speaks = i + 1 < times.size();
            long next = speaks ? times.get(i + 1) : end;
            if (silent <= next) {
              expected.add("silent " + station + " firing " + silent);
              if (speaks) {
                expected.add("silent " + station + " resolved " + next);
              }
            }
          }
        });
    return expected;
  }

  private static MatchHarness harness(String yaml) throws Exception {
    return new MatchHarness(
        MatchOptions.DEFAULT, new HashMapStateBackend(), Map.of(), WrittenRule.of(yaml));
  }
}
