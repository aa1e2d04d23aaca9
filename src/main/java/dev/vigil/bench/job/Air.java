package dev.vigil.bench.job;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Readings of 1,000 stations in turn, each every ten seconds, one in a hundred anomalous, and rules
 * on them. Every 300 readings a station has an excursion: two high readings and a third after a
 * pause, which opens partial matches of many rules and comes to nothing; one in twenty has three
 * high readings in a row and then a very low one, which every rule below it must tell.
 *
 * <p>All numbers look random and are not, so that what must be told can be worked out.
 */
final class Air {
  static final int STATIONS = 1_000;
  static final long STEP = 10_000;

  /** How much later than its successors a reading may come, milliseconds of event time. */
  static final long OUT_OF_ORDER = 5_000;

  /** Time of the first reading, epoch milliseconds. */
  private static final long START = 1_767_225_600_000L;

  private static final int CYCLE = 300;
  private static final int SEVERE = 20;
  private static final int LOWEST_LINE = 150;
  private static final int DROP = 20;

  /** Phases of an excursion: the third high reading of a severe one, and what follows. */
  private static final int HOLD = 2;

  private static final int FALL = 3;

  private final int rules;

  /** The readings with so many rules on them. */
  Air(int rules) {
    this.rules = rules;
  }

  /** An alert by what it is about. */
  record Told(String rule, String station, long start) implements Comparable<Told> {
    @Override
    public int compareTo(Told other) {
      return toString().compareTo(other.toString());
    }
  }

  /** The rules, by turns a spike then a drop and a level that lasts, each with its line. */
  Map<String, String> yaml() {
    Map<String, String> documents = new TreeMap<>();
    for (int rule = 0; rule < rules; rule++) {
      String form =
          isSequence(rule)
              ? """
                sequence:
                  - begin: spike
                    where: pm25 > %d
                  - followed_by: drop
                    where: pm25 < %d
                within: 2m
                """
                  .formatted(line(rule), DROP)
              : """
                when: pm25 > %d
                for: 20s
                """
                  .formatted(line(rule));
      documents.put(id(rule), "rule: " + id(rule) + "\nby: [station]\n" + form);
    }
    return documents;
  }

  private static String id(int rule) {
    return "bench-%03d".formatted(rule);
  }

  private static boolean isSequence(int rule) {
    return rule % 2 == 0;
  }

  private static int line(int rule) {
    return LOWEST_LINE + rule;
  }

  /** Event time of a reading by its number, epoch milliseconds. */
  static long time(long reading) {
    return START + reading / STATIONS * STEP;
  }

  /** The station of a reading. */
  static String station(long reading) {
    return "s" + reading % STATIONS;
  }

  /** The reading of a station at a time. */
  static long reading(String station, long time) {
    return (time - START) / STEP * STATIONS + Long.parseLong(station.substring(1));
  }

  /** Whether it may be the reading that completes an alert. */
  boolean completes(long reading) {
    long step = reading / STATIONS;
    long station = reading % STATIONS;
    int phase = phase(station, step);
    return (phase == HOLD || phase == FALL) && isSevere(station, cycle(station, step));
  }

  /** What the rules must tell of the first so many readings, once time has gone on. */
  Set<Told> told(long readings) {
    Set<Told> told = new TreeSet<>();
    for (long reading = 0; reading < readings; reading++) {
      if (completes(reading)) {
        long step = reading / STATIONS;
        long station = reading % STATIONS;
        int phase = phase(station, step);
        long start = time(reading) - phase * STEP;
        int below = height(station, cycle(station, step)) - LOWEST_LINE;
        for (int rule = 0; rule < Math.min(rules, below); rule++) {
          if (isSequence(rule) == (phase == FALL)) {
            told.add(new Told(id(rule), station(reading), start));
          }
        }
      }
    }
    return told;
  }

  /** A reading by its number, as JSON. */
  byte[] json(long reading) {
    StringBuilder json =
        new StringBuilder(180)
            .append("{\"station\":\"")
            .append(station(reading))
            .append("\",\"ts\":\"")
            .append(Instant.ofEpochMilli(time(reading)))
            .append('"');
    long step = reading / STATIONS;
    long station = reading % STATIONS;
    number(json, "pm25", tenths(station, step));
    number(json, "pm10", usual(station + 7, step) * 2);
    number(json, "o3", usual(station + 14, step));
    number(json, "temperature", usual(station + 21, step) / 4);
    number(json, "humidity", usual(station + 28, step));
    json.append(",\"location\":{\"lat\":39.")
        .append(1000 + station)
        .append(",\"lon\":116.")
        .append(1000 + station)
        .append("}}");
    return json.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** A reading so long after so many others that nothing is left to wait for. */
  byte[] last(long readings, int partition) {
    Instant after = Instant.ofEpochMilli(time(readings)).plusSeconds(3_600);
    return "{\"station\":\"last-%d\",\"ts\":\"%s\",\"pm25\":50.0}"
        .formatted(partition, after)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void number(StringBuilder json, String name, long tenths) {
    json.append(",\"").append(name).append("\":").append(tenths / 10).append('.');
    json.append(tenths % 10);
  }

  /** Tenths of µg/m³. */
  private long tenths(long station, long step) {
    long cycle = cycle(station, step);
    boolean severe = isSevere(station, cycle);
    return switch (phase(station, step)) {
      case 0, 1 -> height(station, cycle) * 10L;
      case HOLD -> severe ? height(station, cycle) * 10L : usual(station, step);
      case FALL -> severe ? 100 : height(station, cycle) * 10L;
      default -> usual(station, step);
    };
  }

  /** From 30 to 90, in tenths. */
  private static long usual(long station, long step) {
    return 300 + spread(station * 1_000_003 + step) % 600;
  }

  /** µg/m³: above all lines up to it; mostly above few where the excursion is severe. */
  private int height(long station, long cycle) {
    long dice = spread(station * 31 + cycle * 1_000_033 + 1) % 1_000;
    long above = isSevere(station, cycle) ? 1_000 / (dice + 1) : dice * rules / 1_000;
    return LOWEST_LINE + Math.toIntExact(1 + Math.min(above, rules));
  }

  private static boolean isSevere(long station, long cycle) {
    return spread(station * 17 + cycle * 1_000_003 + 2) % SEVERE == 0;
  }

  /** No station starts within an excursion. */
  private static int phase(long station, long step) {
    return Math.toIntExact((step + offset(station)) % CYCLE);
  }

  private static long cycle(long station, long step) {
    return (step + offset(station)) / CYCLE;
  }

  private static long offset(long station) {
    return FALL + 1 + spread(station) % (CYCLE - FALL - 1);
  }

  /** SplitMix64's finisher. */
  private static long spread(long number) {
    long bits = (number + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return (bits ^ (bits >>> 31)) >>> 1;
  }
}
