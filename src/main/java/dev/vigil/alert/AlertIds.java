package dev.vigil.alert;

import dev.vigil.condition.Reading;
import dev.vigil.event.StableId;
import dev.vigil.rule.Rule;
import java.util.List;
import java.util.Map;

/** Names alerts by what opened them: the rule, the key and the readings of every stage. */
final class AlertIds {
  private static final String TIMED_OUT = "timed out";

  private AlertIds() {}

  /** The name of a rule, as ids begin with it. */
  static byte[] name(Rule rule) {
    return new StableId().part(rule.id()).name();
  }

  /**
   * The id of an alert.
   *
   * @param timedOut what had been taken in time may be a match too, and another alert
   */
  static String id(byte[] rule, AlertKey key, Map<String, List<Reading>> match, boolean timedOut) {
    StableId id = new StableId().named(rule).named(key.name());
    match.forEach(
        (stage, readings) -> {
          id.part(stage);
          for (Reading reading : readings) {
            id.reading(reading.event());
          }
        });
    return (timedOut ? id.part(TIMED_OUT) : id).toString();
  }
}
