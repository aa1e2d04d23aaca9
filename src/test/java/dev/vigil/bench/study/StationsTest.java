package dev.vigil.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.study.Feed.Match;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StationsTest {
  private final Stations stations = new Stations(7, 5, 2);
  private final Schema schema = stations.schema();

  @Test
  void matches_areThoseOfTheReadings() {
    List<Match> byHand = new ArrayList<>();
    long[] spikes = new long[7];
    for (int number = 0; number < 200; number++) {
      Event reading = stations.reading(schema, number);
      int station = number % 7;
      assertThat(reading.getText(0)).isEqualTo("s" + station);
      if (reading.getDouble(0) > 150) {
        spikes[station] = reading.timestamp();
      } else if (reading.getDouble(0) < 20) {
        byHand.add(new Match(0, station, spikes[station], reading.timestamp()));
        byHand.add(new Match(1, station, spikes[station], reading.timestamp()));
        spikes[station] = 0;
      }
    }
    List<Match> told = new ArrayList<>();

    stations.matches(200, told::add);

    assertThat(told).hasSizeGreaterThan(60).containsExactlyInAnyOrderElementsOf(byHand);
  }

  @Test
  void first_readingsOpenAMatchAtEveryStation() {
    for (int number = 0; number < 7; number++) {
      assertThat(stations.reading(schema, number).getDouble(0)).isGreaterThan(150);
    }
  }

  @Test
  void upTo_countsTheReadingsNotAfterATime() {
    for (Feed some : List.of(stations, new Stations(30_000, 5, 1))) {
      for (long time = Feed.START - 2; time < Stations.START + 30_000; time += 7) {
        long count = some.upTo(time);

        assertThat(count == 0 || some.time(count - 1) <= time).isTrue();
        assertThat(some.time(count)).isGreaterThan(time);
      }
    }
  }

  @Test
  void completed_isTheNumberOfTheDrop() {
    stations.matches(
        200,
        match -> {
          long number = stations.completed(match);

          assertThat(stations.time(number)).isEqualTo(match.end());
          assertThat(stations.reading(schema, number).getDouble(0)).isLessThan(20);
        });
  }
}
