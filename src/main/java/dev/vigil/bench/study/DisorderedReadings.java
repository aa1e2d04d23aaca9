package dev.vigil.bench.study;

import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Readings of stations every ten seconds, with spikes, drops and plateaus, of which three in ten
 * come late by anything up to a bound; and rules of three forms over them.
 */
final class DisorderedReadings {
  /** What the rules are called in figures; their numbers are their places. */
  static final List<String> FORMS = List.of("sequence", "sustained", "average");

  private static final List<String> RULES =
      List.of(
          """
          sequence:
            - begin: spike
              where: pm25 > 150
            - next: drop
              where: pm25 < 20
          within: 5m
          """,
          """
          when: pm25 > 75
          for: 1m
          """,
          """
          when: avg(pm25, '5m') > 75
          """);

  private static final long STEP = 10_000;
  private static final double DELAYED = 0.3;
  private static final Schema SCHEMA = schema();

  private final List<Sent> sent;
  private final Map<String, Map<Long, Long>> measured = new HashMap<>();

  /** A reading: when it was measured and when it arrived, epoch milliseconds. */
  private record Sent(int station, long measured, long arrived, double pm25) {
    Event at(long time) {
      Event event = new Event(SCHEMA, time, "study-0", measured);
      event.setText(0, "s" + station);
      event.setDouble(0, pm25);
      return event;
    }
  }

  /**
   * The same readings for the same numbers, but for the delays.
   *
   * @param most longest delay, milliseconds
   */
  DisorderedReadings(int stations, int steps, long most) {
    List<Sent> all = new ArrayList<>(stations * steps);
    for (int station = 0; station < stations; station++) {
      SplittableRandom delays = new SplittableRandom(31L * station + 7);
      Map<Long, Long> arrivals = new HashMap<>();
      double[] values = values(new SplittableRandom(station), steps);
      for (int step = 0; step < steps; step++) {
        long time = Feed.START + step * STEP + station * STEP / stations;
        long arrival = time + (delays.nextDouble() < DELAYED ? delays.nextLong(most + 1) : 0);
        while (arrivals.putIfAbsent(arrival, time) != null) {
          arrival++; // so that a station's reading is known by its time of arrival
        }
        all.add(new Sent(station, time, arrival, values[step]));
      }
      measured.put("s" + station, arrivals);
    }
    all.sort(Comparator.comparingLong(Sent::arrived).thenComparingLong(Sent::measured));
    sent = all;
  }

  private static double[] values(SplittableRandom random, int steps) {
    double[] values = new double[steps];
    for (int step = 0; step < steps; step++) {
      values[step] = 30 + random.nextInt(30);
    }
    int step = 20 + random.nextInt(40);
    while (step + 40 < steps) {
      if (random.nextBoolean()) {
        values[step] = 200;
        values[step + 1] = 10;
        step += 20 + random.nextInt(40);
      } else {
        int until = step + 5 + random.nextInt(30);
        for (; step < until; step++) {
          values[step] = 80 + random.nextInt(40);
        }
        step += 40 + random.nextInt(40);
      }
    }
    return values;
  }

  static Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }

  static List<RuleUpdate> rules() {
    List<RuleUpdate> updates = new ArrayList<>();
    for (String rule : RULES) {
      String id = Feed.RULE + updates.size();
      updates.add(
          new RuleUpdate(id, RuleUpdate.DIRECTORY, "rule: " + id + "\nby: [station]\n" + rule));
    }
    return updates;
  }

  int size() {
    return sent.size();
  }

  /** As they were measured, in that order. */
  List<Event> ordered() {
    return sent.stream()
        .sorted(Comparator.comparingLong(Sent::measured))
        .map(one -> one.at(one.measured()))
        .toList();
  }

  /** As they arrived, with the time they were measured. */
  List<Event> byEventTime() {
    return sent.stream().map(one -> one.at(one.measured())).toList();
  }

  /** As they arrived, with the time they arrived. */
  List<Event> byArrival() {
    return sent.stream().map(one -> one.at(one.arrived())).toList();
  }

  /** When the reading of a station was measured that arrived then; the same time if none did. */
  long measured(String station, long arrival) {
    return Objects.requireNonNull(measured.get(station)).getOrDefault(arrival, arrival);
  }

  /** Readings that come behind a watermark that is so far behind the latest. */
  long late(long bound) {
    long watermark = Long.MIN_VALUE;
    long late = 0;
    for (Sent one : sent) {
      if (one.measured() <= watermark) {
        late++;
      }
      watermark = Math.max(watermark, one.measured() - bound - 1);
    }
    return late;
  }
}
