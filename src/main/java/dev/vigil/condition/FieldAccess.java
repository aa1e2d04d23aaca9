package dev.vigil.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import java.time.Instant;
import java.util.List;

/** Reads fields and signals of a reading. */
final class FieldAccess {
  private FieldAccess() {}

  static CelType type(FieldType type) {
    return switch (type) {
      case STRING -> SimpleType.STRING;
      case DOUBLE -> SimpleType.DOUBLE;
      case INT -> SimpleType.INT;
      case BOOLEAN -> SimpleType.BOOL;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
      case GEO_POINT -> ListType.create(SimpleType.DOUBLE);
    };
  }

  static Leaf leaf(Field field) {
    return new Leaf(
        type(field.type()),
        () -> code(field),
        field,
        isNumber(field.type()) ? new Quantity.OfField(field.name()) : null);
  }

  /** Whether an index can take values of the type as numbers: booleans too, as 0 and 1. */
  static boolean isNumber(FieldType type) {
    return switch (type) {
      case DOUBLE, INT, BOOLEAN -> true;
      case STRING, TIMESTAMP, GEO_POINT -> false;
    };
  }

  /** One half of a point: 0 the latitude, 1 the longitude. */
  static Leaf half(Field point, int half) {
    FieldSlot slot = new FieldSlot(point.name(), point.type());
    return new Leaf(
        SimpleType.DOUBLE,
        () ->
            (Code.OfDouble)
                (reading, stages) -> {
                  Event event = reading.event();
                  int at = slot.of(event);
                  return at < 0 ? Double.NaN : event.getDouble(at + half);
                });
  }

  private static Code code(Field field) {
    FieldSlot slot = new FieldSlot(field.name(), field.type());
    return switch (field.type()) {
      case STRING -> (Code.OfText) (reading, stages) -> slot.text(reading.event());
      case DOUBLE -> (Code.OfDouble) (reading, stages) -> doubleOf(slot, reading);
      case INT -> (Code.OfLong) (reading, stages) -> longOf(slot, reading);
      case BOOLEAN ->
          (Code.OfBoolean)
              (reading, stages) -> {
                long value = longOf(slot, reading);
                return value == Code.OfLong.UNKNOWN ? Truth.UNKNOWN : Truth.of(value != 0);
              };
      case TIMESTAMP ->
          (Code.OfObject)
              (reading, stages) -> {
                long value = longOf(slot, reading);
                return value == Code.OfLong.UNKNOWN ? null : Instant.ofEpochMilli(value);
              };
      case GEO_POINT ->
          (Code.OfObject)
              (reading, stages) -> {
                Event event = reading.event();
                int at = slot.of(event);
                return at < 0 || !event.has(at)
                    ? null
                    : List.of(event.getDouble(at), event.getDouble(at + 1));
              };
    };
  }

  static double doubleOf(FieldSlot slot, Reading reading) {
    Event event = reading.event();
    int at = slot.of(event);
    return at < 0 ? Double.NaN : event.getDouble(at);
  }

  static long longOf(FieldSlot slot, Reading reading) {
    Event event = reading.event();
    int at = slot.of(event);
    return at < 0 || !event.has(at) ? Code.OfLong.UNKNOWN : event.getLong(at);
  }

  /** A signal of the type in the slot of the rule's readings. */
  static Code signal(FieldType type, int slot) {
    return switch (type) {
      case STRING -> (Code.OfText) (reading, stages) -> reading.text(slot);
      case DOUBLE -> (Code.OfDouble) (reading, stages) -> reading.signal(slot);
      case INT ->
          (Code.OfLong)
              (reading, stages) -> {
                double value = reading.signal(slot);
                return Double.isNaN(value) ? Code.OfLong.UNKNOWN : (long) value;
              };
      case BOOLEAN ->
          (Code.OfBoolean)
              (reading, stages) -> {
                double value = reading.signal(slot);
                return Double.isNaN(value) ? Truth.UNKNOWN : Truth.of(value != 0);
              };
      case TIMESTAMP ->
          (Code.OfObject)
              (reading, stages) -> {
                double value = reading.signal(slot);
                return Double.isNaN(value) ? null : Instant.ofEpochMilli((long) value);
              };
      case GEO_POINT -> throw new IllegalArgumentException("no signal gives a point");
    };
  }
}
