package dev.vigil.cases;

import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertWriter;
import dev.vigil.alert.MatchedStage;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The stream that all cases and random sequences are about, and what is found in it. */
final class Cases {
  static final Schema SCHEMA = schema();
  static final Catalog CATALOG = Catalog.of(SCHEMA);

  private Cases() {}

  private static Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("key", FieldType.STRING);
    fields.put("name", FieldType.STRING);
    fields.put("v", FieldType.DOUBLE);
    fields.put("price", FieldType.DOUBLE);
    fields.put("volume", FieldType.DOUBLE);
    return Schema.of("cases", fields, List.of("key"));
  }

  /** A reading whose place among the readings is its offset. */
  static Event event(long time, int index) {
    return new Event(SCHEMA, time, "case-0", index);
  }

  static void set(Event event, String name, Object value) {
    Field field = SCHEMA.field(name);
    if (value instanceof Number number) {
      event.setDouble(field.slot(), number.doubleValue());
    } else {
      event.setText(field.slot(), (String) value);
    }
  }

  static Event event(Observation seen) {
    Event event = event(seen.timestamp(), seen.index());
    set(event, "key", seen.key());
    set(event, "name", seen.name());
    if (seen.value() != null) {
      set(event, "v", seen.value());
    }
    return event;
  }

  /** What an alert says was matched, and whether it timed out. */
  static Found found(Alert alert) {
    Map<String, List<Integer>> stages = new TreeMap<>();
    for (MatchedStage stage : alert.matched()) {
      if (stage.count() != stage.readings().size()) {
        throw new AssertionError("cut, and cannot be compared: " + stage);
      }
      stages.put(
          stage.stage(),
          stage.readings().stream()
              .map(reading -> Integer.valueOf(reading.origin().replaceAll(".*@", "")))
              .toList());
    }
    boolean timedOut = alert.annotations().containsKey(AlertWriter.TIMED_OUT_AFTER);
    return new Found(stages, alert.timestamp(), timedOut);
  }
}
