package dev.vigil.alert;

import dev.vigil.condition.Reading;
import dev.vigil.event.StableId;
import dev.vigil.rule.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names the alerts of a rule by what opened them: the rule, the key and the readings of every
 * stage.
 */
final class AlertIds {
  private static final String TIMED_OUT = "timed out";

  private final byte[] rule;
  private final Map<String, byte[]> stages = new HashMap<>();

  AlertIds(Rule rule) {
    this.rule = name(rule.id());
  }

  /**
   * The id of an alert.
   *
   * @param timedOut what had been taken in time may be a match too, and another alert
   */
  String id(AlertKey key, Map<String, List<Reading>> match, boolean timedOut) {
    StableId id = new StableId().named(rule).named(key.name());
    match.forEach(
        (stage, readings) -> {
          id.named(stages.computeIfAbsent(stage, AlertIds::name));
          for (Reading reading : readings) {
            id.reading(reading.event());
          }
        });
    return (timedOut ? id.part(TIMED_OUT) : id).toString();
  }

  private static byte[] name(String part) {
    return new StableId().part(part).name();
  }
}
