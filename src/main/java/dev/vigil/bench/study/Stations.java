package dev.vigil.bench.study;

import dev.vigil.alert.Alert;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Readings of stations in turn, of which nearly every one has a match open at any time, and the
 * matches that there must be. From its first reading on, a station has a spike every so many
 * readings, and the drop that ends the match right before the next spike.
 *
 * @param count how many stations
 * @param cycle readings of a station from one spike to the next; at least 3
 * @param rules how many rules wait for the drop
 */
record Stations(int count, int cycle, int rules) implements Serializable {
  /** Time of the first reading, epoch milliseconds. */
  static final long START = 1_767_225_600_000L;

  /** Milliseconds between two readings of a station. */
  static final long STEP = 10_000;

  private static final String RULE = "study-";

  Stations {
    if (count < 1 || cycle < 3 || rules < 1) {
      throw new IllegalArgumentException("too few stations, readings or rules");
    }
  }

  /** A match: the rule's and the station's number, and the times of its spike and its drop. */
  record Match(int rule, int station, long start, long end) {}

  Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }

  List<RuleUpdate> updates() {
    List<RuleUpdate> updates = new ArrayList<>();
    for (int rule = 0; rule < rules; rule++) {
      String yaml =
          """
          rule: %s%d
          by: [station]
          sequence:
            - begin: spike
              where: pm25 > %d
            - followed_by: drop
              where: pm25 < 20
          within: %ds
          """
              .formatted(RULE, rule, 100 + rule % 50, 2L * cycle * STEP / 1_000);
      updates.add(new RuleUpdate(RULE + rule, RuleUpdate.DIRECTORY, yaml));
    }
    return updates;
  }

  /** The n-th reading; always the same. */
  Event reading(Schema schema, long number) {
    int station = (int) (number % count);
    Event event = new Event(schema, time(number), "study-0", number);
    event.setText(0, "s" + station);
    event.setDouble(0, value(station, number / count, number));
    return event;
  }

  private double value(int station, long step, long number) {
    long phase = phase(station, step);
    if (phase == 0 || step == 0) {
      return 200;
    }
    return phase == cycle - 1 ? 10 : 30 + number * 31 % 60;
  }

  /** No station starts in the phase of its drop. */
  private long phase(int station, long step) {
    return (step + station % (cycle - 1)) % cycle;
  }

  /** Event time of the n-th reading: it never falls, and hardly ever stands still. */
  long time(long number) {
    return START + number / count * STEP + number % count * STEP / count;
  }

  /** How many readings are not after a time. */
  long upTo(long time) {
    long since = time - START;
    if (since < 0) {
      return 0;
    }
    long ofStep = ((since % STEP + 1) * count + STEP - 1) / STEP;
    return since / STEP * count + Math.min(count, ofStep);
  }

  /** The number of the reading that completed a match. */
  long completed(Match match) {
    return (match.end() - START) / STEP * count + match.station();
  }

  /** The matches of so many readings from the first on. */
  void matches(long readings, Consumer<Match> out) {
    for (int station = 0; station < count; station++) {
      long first = cycle - 1L - station % (cycle - 1);
      for (long step = first; step * count + station < readings; step += cycle) {
        long start = Math.max(0, step - (cycle - 1));
        for (int rule = 0; rule < rules; rule++) {
          out.accept(
              new Match(
                  rule, station, time(start * count + station), time(step * count + station)));
        }
      }
    }
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
}
