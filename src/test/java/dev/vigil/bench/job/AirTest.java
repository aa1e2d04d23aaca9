package dev.vigil.bench.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.bench.job.Air.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AirTest {
  private static final int RULES = 6;
  private static final long READINGS = 400L * Air.STATIONS;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Air air = new Air(RULES);

  @Test
  void one_reading_in_a_hundred_is_anomalous() throws Exception {
    long anomalous = 0;
    for (long reading = 0; reading < READINGS; reading++) {
      double pm25 = JSON.readTree(air.json(reading)).path("pm25").asDouble();
      if (pm25 > 100 || pm25 < 20) {
        anomalous++;
      }
    }
    assertThat(anomalous / (double) READINGS).isBetween(0.009, 0.011);
  }

  @Test
  void what_must_be_told_is_what_the_rules_say_of_the_readings_as_they_are_sent() throws Exception {
    Map<String, List<JsonNode>> byStation = new TreeMap<>();
    for (long reading = 0; reading < READINGS; reading++) {
      JsonNode json = JSON.readTree(air.json(reading));
      byStation
          .computeIfAbsent(json.path("station").asText(), unused -> new ArrayList<>())
          .add(json);
    }
    Set<Told> expected = new TreeSet<>();
    byStation.forEach(
        (station, readings) -> {
          for (int rule = 0; rule < RULES; rule++) {
            evaluate(rule, station, readings, expected);
          }
        });
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(air.told(READINGS)).isEqualTo(expected);
  }

  /** A rule word by word: even ones wait two minutes for a drop, odd ones for 20 s of a level. */
  private static void evaluate(int rule, String station, List<JsonNode> readings, Set<Told> told) {
    double line = 150 + rule;
    long since = -1;
    boolean firing = false;
    for (JsonNode reading : readings) {
      double pm25 = reading.path("pm25").asDouble();
      long time = Instant.parse(reading.path("ts").asText()).toEpochMilli();
      Told alert = new Told("bench-%03d".formatted(rule), station, since);
      if (rule % 2 == 0) {
        if (since >= 0 && time - since >= 120_000) {
          since = -1; // excursions are further apart than two minutes
        }
        if (pm25 > line && since < 0) {
          since = time;
        } else if (pm25 < 20 && since >= 0) {
          told.add(alert);
          since = -1;
        }
      } else if (pm25 <= line) {
        since = -1;
        firing = false;
      } else if (since < 0) {
        since = time;
      } else if (time - since >= 20_000 && !firing) {
        told.add(alert);
        firing = true;
      }
    }
  }

  @Test
  void reading_is_found_by_its_station_and_time() {
    for (long reading : new long[] {0, 999, 1_000, 123_456}) {
      assertThat(Air.reading(Air.station(reading), Air.time(reading))).isEqualTo(reading);
    }
  }
}
