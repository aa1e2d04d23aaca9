package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.serial.Texts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts a value into an event's slots, texts coerced to the field's type. */
final class FieldValue {
  private static final TimeFormat.TimeReader ISO = new TimeFormat.Iso8601(null).reader();

  private FieldValue() {}

  static void set(Event event, Field field, JsonNode node) throws Refused {
    switch (field.type()) {
      case STRING -> event.setText(field.slot(), text(field, node));
      case DOUBLE -> event.setDouble(field.slot(), number(field, node));
      case INT -> setInt(event, field, node);
      case BOOLEAN -> event.setLong(field.slot(), bool(field, node) ? 1 : 0);
      case TIMESTAMP -> event.setLong(field.slot(), time(field, node));
      case GEO_POINT -> setPoint(event, field, node);
    }
  }

  private static String text(Field field, JsonNode node) throws Refused {
    if (!node.isValueNode()) {
      throw wrong(field, node);
    }
    return Texts.whole(node.asText());
  }

  private static double number(Field field, JsonNode node) throws Refused {
    try {
      double value = node.isTextual() ? Numbers.decimal(node.textValue().strip()) : finite(node);
      return value;
    } catch (NumberFormatException e) {
      throw wrong(field, node);
    }
  }

  private static double finite(JsonNode node) {
    if (!node.isNumber() || Double.isInfinite(node.doubleValue())) {
      throw new NumberFormatException();
    }
    return node.doubleValue();
  }

  private static void setInt(Event event, Field field, JsonNode node) throws Refused {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      event.setLong(field.slot(), node.longValue());
      return;
    }
    if (node.isTextual()) {
      try {
        event.setLong(field.slot(), Long.parseLong(node.textValue().strip()));
        return;
      } catch (NumberFormatException e) {
        // "42.0" is a whole number too
      }
    }
    double value = number(field, node);
    if (!Double.isNaN(value)) {
      if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
        throw wrong(field, node);
      }
      event.setLong(field.slot(), (long) value);
    }
  }

  private static boolean bool(Field field, JsonNode node) throws Refused {
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isTextual() || node.isIntegralNumber()) {
      switch (node.asText().strip().toLowerCase(Locale.ROOT)) {
        case "true", "1" -> {
          return true;
        }
        case "false", "0" -> {
          return false;
        }
        default -> throw wrong(field, node);
      }
    }
    throw wrong(field, node);
  }

  private static long time(Field field, JsonNode node) throws Refused {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return node.longValue();
    }
    try {
      return ISO.read(node);
    } catch (Refused e) {
      throw wrong(field, node);
    }
  }

  /** As Elasticsearch takes points: an object, {@code "lat,lon"}, or a GeoJSON list lon, lat. */
  private static void setPoint(Event event, Field field, JsonNode node) throws Refused {
    double latitude;
    double longitude;
    if (node.isObject()) {
      latitude = coordinate(field, node, node.has("lat") ? "lat" : "latitude");
      longitude =
          coordinate(field, node, node.has("lon") ? "lon" : node.has("lng") ? "lng" : "longitude");
    } else if (node.isArray() && node.size() >= 2) {
      latitude = number(field, node.get(1));
      longitude = number(field, node.get(0));
    } else if (node.isTextual() && node.textValue().split(",", -1).length == 2) {
      String[] halves = node.textValue().split(",", -1);
      try {
        latitude = Numbers.decimal(halves[0].strip());
        longitude = Numbers.decimal(halves[1].strip());
      } catch (NumberFormatException e) {
        throw wrong(field, node);
      }
    } else {
      throw wrong(field, node);
    }
    if (Double.isNaN(latitude) || Double.isNaN(longitude)) {
      return;
    }
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
      throw wrong(field, node);
    }
    event.setDouble(field.slot(), latitude);
    event.setDouble(field.slot() + 1, longitude);
  }

  private static double coordinate(Field field, JsonNode point, String name) throws Refused {
    @Nullable JsonNode half = point.get(name);
    if (half == null) {
      throw wrong(field, point);
    }
    return half.isNull() ? Double.NaN : number(field, half);
  }

  private static Refused wrong(Field field, JsonNode node) {
    return new Refused(
        Reason.WRONG_TYPE,
        "field "
            + field.name()
            + " is no "
            + field.type().label()
            + ": "
            + Refused.quote(node.isTextual() ? node.textValue() : node.toString()));
  }
}
