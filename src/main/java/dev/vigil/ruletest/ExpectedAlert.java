package dev.vigil.ruletest;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert that must come.
 *
 * @param rule id of the rule
 * @param key the key's fields and values
 * @param status {@code firing}, {@code resolved} or {@code matched}
 * @param at when, milliseconds from the test's start; empty for any time
 * @param matched times of what each stage took; null for anything
 * @param readings times of all that was taken, in order; null for anything
 * @param message what the alert says; null for anything
 */
record ExpectedAlert(
    String rule,
    Map<String, String> key,
    String status,
    OptionalLong at,
    @Nullable Map<String, List<Long>> matched,
    @Nullable List<Long> readings,
    @Nullable String message) {

  boolean fits(RaisedAlert raised) {
    return rule.equals(raised.rule())
        && key.equals(raised.key())
        && status.equals(raised.status())
        && (at.isEmpty() || at.getAsLong() == raised.at())
        && (matched == null || raised.hasTaken(matched))
        && (readings == null || raised.hasTaken(readings))
        && (message == null || message.equals(raised.message()));
  }

  boolean asksWhatMatched() {
    return matched != null || readings != null;
  }

  boolean asksWhatIsSaid() {
    return message != null;
  }

  @Override
  public String toString() {
    String text = RaisedAlert.words(rule, key, status);
    if (at.isPresent()) {
      text += " at " + TestTime.show(at.getAsLong());
    }
    if (matched != null) {
      text += ", matched " + RaisedAlert.times(new TreeMap<>(matched));
    }
    if (readings != null) {
      text += ", readings " + RaisedAlert.times(readings);
    }
    return message == null ? text : text + RaisedAlert.says(message);
  }
}
