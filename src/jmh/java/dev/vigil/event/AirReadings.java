package dev.vigil.event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Readings of one station, a second apart, of which one in a hundred is high. */
public final class AirReadings {
  public static final Schema SCHEMA = schema();

  private AirReadings() {}

  private static Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    fields.put("humidity", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }

  /** So many of them, always the same. */
  public static Event[] readings(int count) {
    Random random = new Random(7);
    Event[] events = new Event[count];
    for (int i = 0; i < count; i++) {
      events[i] = new Event(SCHEMA, 1_767_225_600_000L + i * 1_000L, "air-0", i);
      events[i].setText(0, "s" + random.nextInt(1_000));
      events[i].setDouble(0, i % 100 == 50 ? 150 + random.nextInt(200) : 30 + random.nextInt(60));
      events[i].setDouble(1, random.nextInt(100));
    }
    return events;
  }
}
