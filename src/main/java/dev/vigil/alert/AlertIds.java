package dev.vigil.alert;

import dev.vigil.condition.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Names alerts by what opened them, so that a replay writes the same documents again: a name-based
 * UUID (RFC 4122, version 3) of the rule, the key and the readings of every stage.
 */
final class AlertIds {
  private AlertIds() {}

  static String id(String rule, Map<String, String> key, Map<String, List<Reading>> match) {
    StringBuilder name = new StringBuilder();
    part(name, rule);
    key.forEach(
        (field, value) -> {
          part(name, field);
          part(name, value);
        });
    match.forEach(
        (stage, readings) -> {
          part(name, stage);
          for (Reading reading : readings) {
            name.append(reading.timestamp()).append('@');
            part(name, reading.event().origin());
          }
        });
    return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** With its length, so that no two lists of parts read the same. */
  private static void part(StringBuilder name, String part) {
    name.append(part.length()).append(':').append(part);
  }
}
