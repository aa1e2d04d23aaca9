package dev.vigil.ruletest;

import dev.vigil.alert.Alert;
import dev.vigil.alert.MatchedStage;
import dev.vigil.alert.MatchedStage.MatchedReading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An alert that came, as far as tests look at it. Times are milliseconds from the test's start.
 *
 * @param rule id of the rule
 * @param key the key's fields and values
 * @param status {@code firing}, {@code resolved} or {@code matched}
 * @param at when it fired, matched or was resolved
 * @param taken what each stage took, in the order of the stages
 * @param message what it says
 */
record RaisedAlert(
    String rule,
    Map<String, String> key,
    String status,
    long at,
    Map<String, Taken> taken,
    String message) {

  /**
   * The readings of a stage.
   *
   * @param count how many there were
   * @param times of those that the alert shows: the first and the last of them where they are many
   */
  record Taken(int count, List<Long> times) {
    boolean is(List<Long> all) {
      int head = times.size() - times.size() / 2;
      int tail = times.size() - head;
      return all.size() == count
          && all.subList(0, head).equals(times.subList(0, head))
          && all.subList(count - tail, count).equals(times.subList(head, times.size()));
    }
  }

  static RaisedAlert of(Alert alert) {
    Map<String, Taken> taken = new LinkedHashMap<>();
    for (MatchedStage stage : alert.matched()) {
      List<Long> times = new ArrayList<>();
      for (MatchedReading reading : stage.readings()) {
        times.add(reading.timestamp() - TestTime.START);
      }
      taken.put(stage.stage(), new Taken(stage.count(), times));
    }
    Long end = alert.action() == Alert.Action.RESOLVE ? alert.end() : null;
    long at = end == null ? alert.timestamp() : end;
    return new RaisedAlert(
        alert.rule(),
        Map.copyOf(alert.key()),
        alert.status(),
        at - TestTime.START,
        taken,
        alert.message());
  }

  /** Whether each stage took just these; a stage that took nothing need not be named. */
  boolean hasTaken(Map<String, List<Long>> matched) {
    for (Map.Entry<String, List<Long>> stage : matched.entrySet()) {
      Taken found = taken.getOrDefault(stage.getKey(), new Taken(0, List.of()));
      if (!found.is(stage.getValue())) {
        return false;
      }
    }
    return matched.keySet().containsAll(taken.keySet());
  }

  /** Whether all stages together took just these; of a cut alert, whether they can be these. */
  boolean hasTaken(List<Long> readings) {
    List<Long> rest = new ArrayList<>(readings);
    int count = 0;
    for (Taken stage : taken.values()) {
      count += stage.count();
      for (Long time : stage.times()) {
        if (!rest.remove(time)) {
          return false;
        }
      }
    }
    return readings.size() == count;
  }

  /** The alert in words. */
  String show(boolean whatMatched, boolean whatIsSaid) {
    String text = this + " at " + TestTime.show(at);
    if (whatMatched) {
      Map<String, List<Long>> matched = new LinkedHashMap<>();
      taken.forEach((stage, readings) -> matched.put(stage, readings.times()));
      text += ", matched " + times(matched);
    }
    return whatIsSaid ? text + says(message) : text;
  }

  static String says(String message) {
    return ", message \"" + message + "\"";
  }

  static String words(String rule, Map<String, String> key, String status) {
    return rule
        + key.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(field -> field.getKey() + ": " + field.getValue())
            .collect(Collectors.joining(", ", " {", "} "))
        + status;
  }

  static String times(Map<String, List<Long>> matched) {
    return matched.entrySet().stream()
        .map(stage -> stage.getKey() + ": " + times(stage.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String times(List<Long> times) {
    return times.stream().map(TestTime::show).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String toString() {
    return words(rule, key, status);
  }
}
