package dev.vigil.io;

import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertRule;
import dev.vigil.alert.MatchedStage;
import dev.vigil.alert.Opening;
import dev.vigil.rule.AlertSeverity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alerts for tests: an ordinary one, and those that devices and authors make to break an index. */
public final class Alerts {
  private static final long START = 1_767_225_660_000L;
  private static final long MINUTE = 60_000;

  private Alerts() {}

  /** An alert that has resolved. */
  public static Alert resolved() {
    MatchedStage.MatchedReading reading =
        new MatchedStage.MatchedReading(START, "air-readings-0@1234", Map.of("pm25", 80.0));
    return alert(
        "id-1",
        Map.of("station", "A"),
        Map.of("pollutant", "pm25"),
        "A: PM2.5 80 µg/m³, above 75 for 10 min",
        80.0,
        List.of(new MatchedStage("rise", 1, START, START, List.of(reading))),
        40.5,
        116.25);
  }

  /** An alert with these labels, as annotations too. */
  public static Alert labelled(String id, Map<String, String> labels) {
    return alert(id, Map.of("station", "A"), labels, id, 1.0, List.of(), 40.5, 116.25);
  }

  /** Alerts with everything that Elasticsearch would refuse if it were written as it is. */
  public static List<Alert> hostile() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name :
        List.of("", ".", "..", "a.b", "a", "a\0", "a\uFFFD", " ", "_id", "\uD800", "x\"y\\z")) {
      names.put(name, "v\0" + name);
    }
    names.put("long", "x".repeat(1 << 20));
    names.put("n".repeat(100_000), "long name");
    names.put("half", "\uDC00 and \uD83D");
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 20_000; i++) {
      many.put("label" + i, "value");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("source", "a field of that name");
    values.put("@timestamp", 1L);
    values.put("nan", Double.NaN);
    values.put("infinite", Double.POSITIVE_INFINITY);
    values.put("text", "y\0".repeat(1_500));
    values.put("yes", true);
    List<MatchedStage.MatchedReading> readings = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      readings.add(new MatchedStage.MatchedReading(START + i, "air-0@" + i, values));
    }
    List<MatchedStage> stages = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      stages.add(new MatchedStage("stage" + i, 40, START, START, readings));
    }
    return List.of(
        alert("id-2", names, names, "m\0".repeat(1 << 20), Double.NaN, stages, 91.0, 0.0),
        alert("id-3", many, many, "", -0.0, List.of(), Double.NaN, Double.NaN),
        alert("id-4", Map.of(), Map.of(), "\uD83D", 1e308, List.of(), null, null));
  }

  private static Alert alert(
      String id,
      Map<String, String> key,
      Map<String, String> labels,
      String message,
      Double value,
      List<MatchedStage> matched,
      Double latitude,
      Double longitude) {
    AlertRule rule =
        new AlertRule(
            "pm25-sustained", 42, "PM2.5 stays high.", AlertSeverity.WARNING, false, labels);
    Opening opening =
        new Opening(id, rule, key, labels, message, START, value, matched, latitude, longitude);
    return new Alert(opening, Alert.Action.OPEN, 1, START + 10 * MINUTE, null, null, 0)
        .closed(START + 20 * MINUTE, Alert.CloseReason.NO_DATA, 5_000);
  }
}
