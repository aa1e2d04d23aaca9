package dev.vigil.bench.match;

import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A suite's rules, as Vigil takes them and as people write them in Flink, and the readings that
 * they are measured on: those of 1,000 stations in turn, each every ten seconds. One reading in a
 * hundred is anomalous: every 400 readings a station has three high ones and then a very low one.
 */
interface Workload extends Readings {
  int STATIONS = 1_000;
  long STEP = 10_000;

  /** The suite's name in figures. */
  String suite();

  /** The stream's metrics, in the order of their slots. */
  List<String> metrics();

  /** A rule by its number, from 0, as Vigil takes it. */
  String yaml(int rule);

  /** The same rule as a Flink pattern. */
  Pattern<Event, ?> pattern(int rule);

  /** Steps after which there are matches; fewer prove nothing. */
  int steps();

  /** The metric that has the station's excursion at this step, and the only one that has it. */
  int excursionOf(long station, long step);

  /** The rule's id. */
  default String id(int rule) {
    return "bench-" + rule;
  }

  /** So many rules, as a job has them from the start. */
  default List<RuleUpdate> rules(int count) {
    List<RuleUpdate> rules = new ArrayList<>();
    for (int rule = 0; rule < count; rule++) {
      rules.add(new RuleUpdate(id(rule), RuleUpdate.DIRECTORY, yaml(rule)));
    }
    return rules;
  }

  @Override
  default Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    metrics().forEach(metric -> fields.put(metric, FieldType.DOUBLE));
    return Schema.of("air", fields, List.of("station"));
  }

  @Override
  default Event reading(Schema schema, long number) {
    long step = number / STATIONS;
    long station = number % STATIONS;
    Event event = new Event(schema, Excursions.START + step * STEP, "bench-0", number);
    event.setText(0, "s" + station);
    int high = excursionOf(station, step);
    int metrics = metrics().size();
    for (int metric = 0; metric < metrics; metric++) {
      event.setDouble(
          metric,
          metric == high
              ? Excursions.value(station, step)
              : Excursions.usual(station + 7L * metric, step));
    }
    return event;
  }

  /** The station of a reading. */
  static String station(Event event) {
    return Objects.requireNonNull(event.getText(0));
  }
}
