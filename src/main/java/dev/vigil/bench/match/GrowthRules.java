package dev.vigil.bench.match;

import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One rule that matches and many of one shape that mostly do not, over ten metrics of a thousand
 * stations in as many zones.
 */
record GrowthRules(RuleShape shape) implements PlainRules {
  static final int METRICS = 10;

  /** The slot of the zone, behind the station. */
  static final int ZONE = 1;

  /** Above what is usual, and below every excursion. */
  static final int HIGH = 120;

  private static final int STATIONS = Workload.STATIONS;

  static String zone(long number) {
    return "z" + number;
  }

  @Override
  public int stations() {
    return STATIONS;
  }

  @Override
  public String id(int rule) {
    return "growth-" + rule;
  }

  @Override
  public PlainRule plain(int rule) {
    return PlainRule.holds(rule == 0 ? event -> event.getDouble(0) > HIGH : shape.plain(rule), 0);
  }

  /** The first so many rules, as Vigil takes them. */
  List<RuleUpdate> rules(int count) {
    List<RuleUpdate> rules = new ArrayList<>();
    for (int rule = 0; rule < count; rule++) {
      String condition = rule == 0 ? "m0 > " + HIGH : shape.condition(rule);
      String yaml = "rule: %s%nby: [station]%nwhen: %s%n".formatted(id(rule), condition);
      rules.add(new RuleUpdate(id(rule), RuleUpdate.DIRECTORY, yaml));
    }
    return rules;
  }

  @Override
  public Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("zone", FieldType.STRING);
    for (int metric = 0; metric < METRICS; metric++) {
      fields.put("m" + metric, FieldType.DOUBLE);
    }
    return Schema.of("air", fields, List.of("station"));
  }

  @Override
  public Event reading(Schema schema, long number) {
    long step = number / STATIONS;
    long station = number % STATIONS;
    Event event = new Event(schema, Excursions.START + step * Workload.STEP, "bench-0", number);
    event.setText(0, "s" + station);
    event.setText(ZONE, zone(station));
    // The metric of a station's own zone rule has the excursions.
    long high = station % METRICS;
    for (int metric = 0; metric < METRICS; metric++) {
      event.setDouble(
          metric,
          metric == high
              ? Excursions.value(station, step)
              : Excursions.usual(station + 7L * metric, step));
    }
    return event;
  }
}
