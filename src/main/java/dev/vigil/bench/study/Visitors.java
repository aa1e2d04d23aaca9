package dev.vigil.bench.study;

import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stations that come and go: each sends for a while and falls silent in alarm, and another, with a
 * name never seen before, takes its place. Nothing ever closes the alerts of those that have gone.
 *
 * @param count how many send at a time
 * @param visit readings of a station before it is silent for ever
 */
record Visitors(int count, int visit) implements Feed {
  Visitors {
    if (count < 1 || visit < 2) {
      throw new IllegalArgumentException("too few stations or readings");
    }
  }

  @Override
  public List<RuleUpdate> updates() {
    String yaml =
        """
        rule: %s0
        by: [station]
        when: pm25 > 150
        """
            .formatted(RULE);
    return List.of(new RuleUpdate(RULE + 0, RuleUpdate.DIRECTORY, yaml));
  }

  @Override
  public Event reading(Schema schema, long number) {
    long age = age(number);
    double pm25 = age == visit - 1 ? 200 : 30 + number * 31 % 60;
    return Feed.reading(schema, time(number), number, station(number), pm25);
  }

  /** How many readings the station has sent before; not all places change hands at once. */
  private long age(long number) {
    return (number / count + number % count) % visit;
  }

  private long station(long number) {
    return (number / count + number % count) / visit * count + number % count;
  }

  @Override
  public void matches(long readings, Consumer<Match> out) {
    for (long number = 0; number < readings; number++) {
      if (age(number) == visit - 1) {
        out.accept(new Match(0, Math.toIntExact(station(number)), time(number), time(number)));
      }
    }
  }
}
