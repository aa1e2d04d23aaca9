package dev.vigil.bench.match;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;

/**
 * The level rules over the readings of as many stations as one likes, which are spread evenly over
 * the ten seconds between two readings of one.
 */
record ManyKeys(int stations) implements PlainRules {
  private static final LevelRules LEVELS = new LevelRules();

  @Override
  public Schema schema() {
    return LEVELS.schema();
  }

  @Override
  public String id(int rule) {
    return LEVELS.id(rule);
  }

  @Override
  public PlainRule plain(int rule) {
    return LEVELS.plain(rule);
  }

  @Override
  public Event reading(Schema schema, long number) {
    long step = number / stations;
    long station = number % stations;
    long time = Excursions.START + step * Workload.STEP + station * Workload.STEP / stations;
    Event event = new Event(schema, time, "bench-0", number);
    event.setText(0, "s" + station);
    event.setDouble(0, Excursions.value(station, step));
    return event;
  }
}
