package dev.vigil.bench.study;

import dev.vigil.alert.Alert;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The readings of a study and its rules, and the matches that there must be. */
interface Feed extends Serializable {
  /** Time of the first reading, epoch milliseconds. */
  long START = 1_767_225_600_000L;

  /** Milliseconds between two readings of a station. */
  long STEP = 10_000;

  /** What a rule's id starts with; its number follows. */
  String RULE = "study-";

  /** A match: the rule's and the station's number, and the times of its first and last reading. */
  record Match(int rule, int station, long start, long end) {}

  /** Stations that send at a time. */
  int count();

  List<RuleUpdate> updates();

  /** The n-th reading; always the same. */
  Event reading(Schema schema, long number);

  /** The matches of so many readings from the first on. */
  void matches(long readings, Consumer<Match> out);

  default Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }

  /** Event time of the n-th reading: it never falls, and hardly ever stands still. */
  default long time(long number) {
    return START + number / count() * STEP + number % count() * STEP / count();
  }

  /** How many readings are not after a time. */
  default long upTo(long time) {
    if (time < START) {
      return 0;
    }
    long since = time - START;
    long ofStep = ((since % STEP + 1) * count() + STEP - 1) / STEP;
    return since / STEP * count() + Math.min(count(), ofStep);
  }

  /** The number of the reading that completed a match. */
  default long completed(Match match) {
    return (match.end() - START) / STEP * count() + match.station() % count();
  }

  /** The match that an alert tells. */
  static Match match(Alert alert) {
    String station = Objects.requireNonNull(alert.key().get("station"));
    return new Match(
        Integer.parseInt(alert.rule().substring(RULE.length())),
        Integer.parseInt(station.substring(1)),
        alert.start(),
        alert.timestamp());
  }

  /** A reading with its two fields. */
  static Event reading(Schema schema, long time, long number, long station, double pm25) {
    Event event = new Event(schema, time, "study-0", number);
    event.setText(0, "s" + station);
    event.setDouble(0, pm25);
    return event;
  }
}
