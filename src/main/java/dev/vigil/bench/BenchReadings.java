package dev.vigil.bench;

import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * Readings of 1,000 stations in turn, each every ten seconds; the n-th is always the same. One in a
 * hundred is anomalous: every 400 readings a station has three high ones and then a very low one.
 */
final class BenchReadings implements GeneratorFunction<Long, Event> {
  static final int STATIONS = 1_000;
  static final long STEP = 10_000;
  static final Schema SCHEMA = schema();

  private static final int CYCLE = 400;
  private static final int HIGH = 3;
  private static final long START = 1_767_225_600_000L;
  private static final int STATION = slot("station");
  private static final int PM25 = slot("pm25");

  private final String run;

  /** The readings of a run whose time is taken from the first of them on. */
  BenchReadings(String run) {
    this.run = run;
  }

  @Override
  public Event map(Long number) {
    if (number == 0) {
      RunClock.started(run);
    }
    long step = number / STATIONS;
    long station = number % STATIONS;
    Event event = new Event(SCHEMA, START + step * STEP, "bench-0", number);
    event.setText(STATION, "s" + station);
    event.setDouble(PM25, pm25(station, step));
    return event;
  }

  private static double pm25(long station, long step) {
    long shifted = step + spread(station) % CYCLE;
    long phase = shifted % CYCLE;
    if (phase < HIGH) {
      // All of an excursion on one level, so that a rule sees it whole or not at all.
      return 150 + spread(station * 31 + shifted / CYCLE) % 200;
    }
    return phase == HIGH ? 10 : 30 + spread(station * 17 + step) % 60;
  }

  /** A number that looks random and is not: SplitMix64's finisher. */
  private static long spread(long number) {
    long bits = (number + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return (bits ^ (bits >>> 31)) >>> 1;
  }

  private static Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }

  private static int slot(String name) {
    Field field = Objects.requireNonNull(SCHEMA.field(name));
    return field.slot();
  }

  static String station(Event event) {
    return Objects.requireNonNull(event.getText(STATION));
  }

  static double pm25(Event event) {
    return event.getDouble(PM25);
  }
}
