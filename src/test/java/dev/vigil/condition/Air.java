package dev.vigil.condition;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.signal.SignalSlots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stream for tests, with a field of each type, and a compiler over it. */
final class Air {
  static final Schema SCHEMA = Schema.of("air", types(), List.of("station"));

  final SignalSlots slots = new SignalSlots();
  private final Source source;
  final Diagnostics diagnostics;
  final ConditionCompiler compiler;

  /** A compiler of pieces of this document. */
  Air(String document) {
    source = new Source("rule.yaml", document);
    diagnostics = new Diagnostics(source);
    compiler = new ConditionCompiler(List.of(SCHEMA), slots, diagnostics);
  }

  private static Map<String, FieldType> types() {
    Map<String, FieldType> types = new LinkedHashMap<>();
    types.put("station", FieldType.STRING);
    types.put("pm25", FieldType.DOUBLE);
    types.put("pm10", FieldType.DOUBLE);
    types.put("n", FieldType.INT);
    types.put("m", FieldType.INT);
    types.put("ok", FieldType.BOOLEAN);
    types.put("at", FieldType.TIMESTAMP);
    types.put("location", FieldType.GEO_POINT);
    types.put("note", FieldType.STRING);
    types.put("wind.speed", FieldType.DOUBLE);
    types.put("a name", FieldType.DOUBLE);
    types.put("PM2.5", FieldType.DOUBLE);
    types.put("for", FieldType.INT);
    types.put("größe 😀", FieldType.DOUBLE);
    return types;
  }

  /** An event at a time with values by field name; a double[] is a point. */
  static Event event(long timestamp, Map<String, ?> values) {
    Event event = new Event(SCHEMA, timestamp, "test", timestamp);
    values.forEach((name, value) -> set(event, SCHEMA.field(name), value));
    return event;
  }

  static Reading reading(Map<String, ?> values) {
    return Reading.of(event(1, values));
  }

  private static void set(Event event, Field field, Object value) {
    switch (field.type()) {
      case STRING -> event.setText(field.slot(), (String) value);
      case DOUBLE -> event.setDouble(field.slot(), ((Number) value).doubleValue());
      case INT, TIMESTAMP -> event.setLong(field.slot(), ((Number) value).longValue());
      case BOOLEAN -> event.setLong(field.slot(), (Boolean) value ? 1 : 0);
      case GEO_POINT -> {
        double[] point = (double[]) value;
        event.setDouble(field.slot(), point[0]);
        event.setDouble(field.slot() + 1, point[1]);
      }
    }
  }
}
