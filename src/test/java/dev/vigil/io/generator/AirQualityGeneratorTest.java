package dev.vigil.io.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.io.generator.Generated.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AirQualityGeneratorTest {
  private static final long START = 1_767_225_600_000L;
  private static final int SLOTS = 40_000;

  private static AirQuality setting(Duration disorder) {
    return new AirQuality(7, 20, START, Duration.ofSeconds(10), disorder, 0.01, 0.005);
  }

  private static List<Generated> all(AirQuality setting) {
    AirQualityGenerator generator = new AirQualityGenerator(setting);
    List<Generated> all = new ArrayList<>();
    for (long slot = 0; slot < SLOTS; slot++) {
      all.addAll(generator.at(slot));
    }
    return all;
  }

  @Test
  void sameSeed_givesTheSameRecords_alsoFromTheMiddle() {
    AirQuality setting = setting(Duration.ofSeconds(35));
    AirQualityGenerator one = new AirQualityGenerator(setting);
    AirQualityGenerator other = new AirQualityGenerator(setting);
    one.at(0);
    for (long slot = 1000; slot < 1200; slot++) {
      assertThat(other.at(slot)).usingRecursiveComparison().isEqualTo(one.at(slot));
    }
    AirQuality reseeded = new AirQuality(8, 20, START, Duration.ofSeconds(10), Duration.ZERO, 0, 0);
    assertThat(new AirQualityGenerator(reseeded).at(0).get(0).value())
        .isNotEqualTo(one.at(0).get(0).value());
  }

  @Test
  void everyReading_isDeliveredOnce_andStationsAreSilentAtTimes() {
    Map<String, Integer> seen = new HashMap<>();
    for (Generated record : all(setting(Duration.ofSeconds(35)))) {
      seen.merge(record.station() + "@" + record.timestamp(), 1, Integer::sum);
    }
    assertThat(seen.values()).containsOnly(1);
    assertThat(seen.size()).isBetween(SLOTS * 97 / 100, SLOTS - 90);
  }

  @Test
  void disorder_staysWithinTheBound_andLateReadingsPassIt() {
    for (Duration bound : List.of(Duration.ofSeconds(5), Duration.ofSeconds(35))) {
      long latest = 0;
      Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
      for (Generated record : all(setting(bound))) {
        long behind = latest - record.timestamp();
        kinds.merge(record.kind(), 1, Integer::sum);
        if (record.kind() == Kind.LATE) {
          assertThat(behind).isGreaterThan(bound.toMillis());
        } else if (record.kind() == Kind.GOOD || record.kind() == Kind.DISORDERED) {
          assertThat(behind).isLessThanOrEqualTo(bound.toMillis());
        }
        latest = Math.max(latest, record.timestamp());
      }
      assertThat(kinds.get(Kind.DISORDERED)).isGreaterThan(SLOTS / 30);
      assertThat(kinds.get(Kind.LATE)).isBetween(SLOTS / 400, SLOTS / 100);
      assertThat(kinds).containsKeys(Kind.values());
    }
  }

  @Test
  void stations_spikeAndThenDrop() {
    Map<String, Double> last = new HashMap<>();
    int spikes = 0;
    int drops = 0;
    for (Generated record : all(setting(Duration.ZERO))) {
      String json = new String(record.value(), StandardCharsets.UTF_8);
      if (record.kind() != Kind.GOOD) {
        continue;
      }
      int at = json.indexOf("\"pm25\":") + 7;
      double pm25 = Double.parseDouble(json.substring(at, json.indexOf(',', at)));
      Double before = last.put(record.station(), pm25);
      if (before != null && pm25 > 4 * before) {
        spikes++;
      }
      if (before != null && pm25 < 0.25 * before) {
        drops++;
      }
    }
    assertThat(spikes).isGreaterThan(5);
    assertThat(drops).isGreaterThan(5);
  }
}
