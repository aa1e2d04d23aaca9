package dev.vigil.alert;

import dev.vigil.condition.Reading;
import dev.vigil.event.StableId;
import java.util.List;
import java.util.Map;

/** Names alerts by what opened them: the rule, the key and the readings of every stage. */
final class AlertIds {
  private AlertIds() {}

  static String id(String rule, AlertKey key, Map<String, List<Reading>> match) {
    StableId id = new StableId().part(rule).named(key.name());
    match.forEach(
        (stage, readings) -> {
          id.part(stage);
          for (Reading reading : readings) {
            id.reading(reading.event());
          }
        });
    return id.toString();
  }
}
