package dev.vigil.oracle;

import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.oracle.Beijing.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The two rules that the oracles are about, and the readings as Vigil's stream has them. */
final class BeijingRules {
  static final String SUSTAINED = "pm25-sustained";
  static final String SPIKE = "pm25-spike-then-drop";

  static final Schema SCHEMA = schema();

  static final Map<String, String> YAML =
      Map.of(
          SUSTAINED,
          """
          rule: pm25-sustained
          by: [station]
          when: pm25 > 150
          for: 6h
          """,
          SPIKE,
          """
          rule: pm25-spike-then-drop
          by: [station]
          let: {base: "median(pm25, '24h')"}
          sequence:
            - begin: spike
              where: pm25 > 3 * base
              times: 1+
              consecutive: true
            - followed_by: drop
              where: pm25 < 0.5 * max(spike.pm25)
          within: 12h
          after_match: skip_past_last_event
          """);

  private BeijingRules() {}

  /** What the naive oracles say of them. */
  static List<Outcome> outcomes(List<Row> rows) {
    List<Outcome> outcomes = new ArrayList<>();
    Beijing.byStation(rows)
        .forEach(
            (station, readings) -> {
              outcomes.addAll(
                  SustainedOracle.outcomes(SUSTAINED, station, readings, 150, 6 * 3_600_000L));
              outcomes.addAll(SpikeThenDropOracle.outcomes(SPIKE, station, readings));
            });
    return outcomes;
  }

  static Event event(Row row, long number) {
    Event event = new Event(SCHEMA, row.time(), "beijing-0", number);
    event.setText(field("station").slot(), row.station());
    event.setDouble(field("pm25").slot(), row.pm25());
    return event;
  }

  private static Field field(String name) {
    return SCHEMA.field(name);
  }

  private static Schema schema() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    fields.put("pm25", FieldType.DOUBLE);
    return Schema.of("air", fields, List.of("station"));
  }
}
