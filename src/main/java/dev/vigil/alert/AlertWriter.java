package dev.vigil.alert;

import dev.vigil.alert.Alert.Action;
import dev.vigil.alert.MatchedStage.MatchedReading;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import dev.vigil.rule.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the alerts of one revision of a rule. */
public final class AlertWriter {
  /**
   * The annotation by which the alert of a partial match that timed out names the stage reached.
   */
  public static final String TIMED_OUT_AFTER = "timed_out_after";

  private static final String SUMMARY = "summary";

  private final Rule rule;
  private final AlertRule about;
  private final AlertIds ids;

  /** What alerts show of the readings of a stream: those of the stream met last. */
  private @Nullable Shown shown;

  private record Shown(Schema schema, @Nullable Field value, List<Field> places) {}

  public AlertWriter(Rule rule, long revision) {
    this.rule = rule;
    this.about =
        new AlertRule(
            rule.id(),
            revision,
            rule.description(),
            rule.severity(),
            rule.mode() == Mode.SHADOW,
            rule.labels());
    this.ids = new AlertIds(rule);
  }

  /**
   * The alert of a match.
   *
   * @param action {@link Action#OPEN} or {@link Action#MATCH}
   * @param key whose alert it is
   * @param match what each stage took, in the order of the stages; not empty
   * @param timestamp when it fired
   */
  public Alert of(Action action, AlertKey key, Map<String, List<Reading>> match, long timestamp) {
    return of(action, key, match, timestamp, null);
  }

  /**
   * The alert of a partial match whose time was over.
   *
   * @param taken what each stage took that it reached, in the order of the stages; not empty
   */
  public Alert timedOut(
      Action action, AlertKey key, Map<String, List<Reading>> taken, long timestamp) {
    String reached = "";
    for (String stage : taken.keySet()) {
      reached = stage;
    }
    return of(action, key, taken, timestamp, reached);
  }

  private Alert of(
      Action action,
      AlertKey key,
      Map<String, List<Reading>> match,
      long timestamp,
      @Nullable String reached) {
    Reading first = null;
    Reading last = null;
    long arrival = 0;
    for (List<Reading> readings : match.values()) {
      for (Reading reading : readings) {
        first = first == null || reading.timestamp() < first.timestamp() ? reading : first;
        last = last == null || reading.timestamp() >= last.timestamp() ? reading : last;
        arrival = Math.max(arrival, reading.event().arrival());
      }
    }
    if (first == null || last == null) {
      throw new IllegalArgumentException("a match without readings of rule " + rule.id());
    }
    Map<String, String> annotations = annotations(last, match, reached);
    String summary = annotations.get(SUMMARY);
    Shown of = shown(last.event().schema());
    double[] place = place(of, last.event());
    Opening opening =
        new Opening(
            ids.id(key, match, reached != null),
            about,
            key.values(),
            annotations,
            summary != null ? summary : plainMessage(key, reached),
            first.timestamp(),
            value(of, last.event()),
            stages(match),
            place == null ? null : place[0],
            place == null ? null : place[1]);
    Long end = action == Action.MATCH ? Long.valueOf(timestamp) : null;
    return new Alert(opening, action, 1, timestamp, end, null, arrival);
  }

  private Map<String, String> annotations(
      Reading last, Map<String, List<Reading>> match, @Nullable String reached) {
    if (rule.annotations().isEmpty() && reached == null) {
      return Map.of();
    }
    Stages stages = stage -> match.getOrDefault(stage, List.of());
    Map<String, String> annotations = new LinkedHashMap<>();
    for (Map.Entry<String, Template> annotation : rule.annotations().entrySet()) {
      annotations.put(annotation.getKey(), annotation.getValue().expand(last, stages));
    }
    if (reached != null) {
      annotations.putIfAbsent(TIMED_OUT_AFTER, reached);
    }
    return annotations;
  }

  private String plainMessage(AlertKey key, @Nullable String reached) {
    String what = key.values().isEmpty() ? rule.id() : rule.id() + ": " + key.joined();
    return reached == null ? what : what + " (timed out after " + reached + ")";
  }

  private Shown shown(Schema schema) {
    Shown known = shown;
    if (known == null || !known.schema.equals(schema)) {
      Field value = rule.valueField() == null ? null : schema.field(rule.valueField());
      known = new Shown(schema, value, places(schema));
      shown = known;
    }
    return known;
  }

  private static List<Field> places(Schema schema) {
    return schema.fields().stream().filter(field -> field.type() == FieldType.GEO_POINT).toList();
  }

  private static @Nullable Double value(Shown of, Event event) {
    return of.value != null && event.value(of.value) instanceof Number number
        ? Double.valueOf(number.doubleValue())
        : null;
  }

  /** The first of its places that the event has. */
  private static double @Nullable [] place(Shown of, Event event) {
    for (int i = 0; i < of.places.size(); i++) {
      if (event.value(of.places.get(i)) instanceof double[] place) {
        return place;
      }
    }
    return null;
  }

  private static List<MatchedStage> stages(Map<String, List<Reading>> match) {
    List<MatchedStage> stages = new ArrayList<>();
    match.forEach(
        (stage, readings) ->
            stages.add(
                new MatchedStage(
                    stage,
                    readings.size(),
                    readings.get(0).timestamp(),
                    readings.get(readings.size() - 1).timestamp(),
                    shown(readings))));
    return stages;
  }

  /** The first and the last of them, half of the limit each. */
  private static List<MatchedReading> shown(List<Reading> readings) {
    if (readings.size() == 1) {
      return List.of(shown(readings.get(0).event()));
    }
    int half = MatchedStage.READINGS / 2;
    List<MatchedReading> shown = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      if (readings.size() <= MatchedStage.READINGS || i < half || i >= readings.size() - half) {
        shown.add(shown(readings.get(i).event()));
      }
    }
    return shown;
  }

  private static MatchedReading shown(Event event) {
    return new MatchedReading(event.timestamp(), event.origin(), event.values());
  }
}
