package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.study.Feed.Match;
import dev.vigil.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VisitorsTest {
  @Test
  void station_isSilentAfterItsAlarm_andItsPlaceIsTakenByANewOne() {
    Visitors visitors = new Visitors(3, 4);
    Set<String> gone = new HashSet<>();
    Map<String, Integer> readings = new HashMap<>();
    List<Match> byHand = new ArrayList<>();
    for (int number = 0; number < 120; number++) {
      Event reading = visitors.reading(visitors.schema(), number);
      String station = Objects.requireNonNull(reading.getText(0));
      assertThat(gone).doesNotContain(station);
      readings.merge(station, 1, Integer::sum);
      if (reading.getDouble(0) > 150) {
        gone.add(station);
        int name = Integer.parseInt(station.substring(1));
        byHand.add(new Match(0, name, reading.timestamp(), reading.timestamp()));
      }
    }
    List<Match> told = new ArrayList<>();

    visitors.matches(120, told::add);

    assertThat(told).containsExactlyElementsOf(byHand).hasSize(30);
    assertThat(readings.values()).allMatch(count -> count <= 4);
  }
}
