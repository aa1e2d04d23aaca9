package dev.vigil.rollup;

import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.KeySpec;
import dev.vigil.event.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readings of a stream with two numbers, and rollups of it. */
final class Readings {
  static final Schema AIR = schema();

  private Readings() {}

  private static Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    fields.put("cars", FieldType.INT);
    return Schema.of("air", fields, List.of("station"));
  }

  static Rollup rollup(WindowKind window, long lateMillis) {
    return rollup("rolled", window, lateMillis);
  }

  static Rollup rollup(String name, WindowKind window, long lateMillis) {
    return new Rollup(
        name,
        AIR,
        List.of("station"),
        window,
        List.of("pm25", "cars"),
        Duration.ofMillis(lateMillis));
  }

  /** A reading; NaN for no pm25, null for no station. */
  static Event event(String station, long time, double pm25, long cars) {
    Event event = new Event(AIR, time, "air-0", cars);
    if (station != null) {
      event.setText(AIR.field("station").slot(), station);
    }
    event.setDouble(AIR.field("pm25").slot(), pm25);
    event.setLong(AIR.field("cars").slot(), cars);
    return event.arrivedAt(time + 1_000);
  }

  static KeyedReading keyed(Event event, boolean refused) {
    return new KeyedReading(
        new KeySpec(List.of("station")).key(event).orElseThrow(), refused, event);
  }
}
