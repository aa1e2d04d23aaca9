package dev.vigil.bench.match;

import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.util.List;

/**
 * One rule that every station opens a match of with its first reading, and completes with its last.
 *
 * @param steps readings of a station
 */
record OpenMatches(int stations, long steps) implements PlainRules {
  private static final LevelRules LEVELS = new LevelRules();
  private static final int PM25 = 0;

  @Override
  public Schema schema() {
    return LEVELS.schema();
  }

  @Override
  public String id(int rule) {
    return "open";
  }

  static List<RuleUpdate> rules() {
    String yaml =
        """
        rule: open
        by: [station]
        sequence:
          - begin: high
            where: pm25 > 150
          - followed_by: low
            where: pm25 < 20
        within: 30d
        """;
    return List.of(new RuleUpdate("open", RuleUpdate.DIRECTORY, yaml));
  }

  @Override
  public PlainRule plain(int rule) {
    return PlainRule.followed(
        event -> event.getDouble(PM25) > 150, event -> event.getDouble(PM25) < 20);
  }

  @Override
  public Event reading(Schema schema, long number) {
    long step = number / stations;
    long station = number % stations;
    long time = Excursions.START + step * Workload.STEP + station * Workload.STEP / stations;
    Event event = new Event(schema, time, "bench-0", number);
    event.setText(0, "s" + station);
    event.setDouble(
        PM25, step == 0 ? 200 : step == steps - 1 ? 10 : Excursions.usual(station, step));
    return event;
  }
}
