package dev.vigil.bench.match;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;

/** Readings of stations in turn, and rules over them that a plain loop can follow. */
interface PlainRules extends Readings {
  /** How many stations take turns. */
  int stations();

  /** A rule's id. */
  String id(int rule);

  /** A rule by its number, from 0, for one station. */
  PlainRule plain(int rule);

  /**
   * The matches of so many readings, by a loop over stations, rules and readings.
   *
   * @param count a multiple of the stations
   */
  default Measured recount(int rules, long count) {
    long steps = count / stations();
    Schema schema = schema();
    long matches = 0;
    long digest = 0;
    Event[] events = new Event[Math.toIntExact(steps)];
    for (int station = 0; station < stations(); station++) {
      for (int step = 0; step < steps; step++) {
        events[step] = reading(schema, (long) step * stations() + station);
      }
      String name = Workload.station(events[0]);
      for (int number = 0; number < rules; number++) {
        PlainRule rule = plain(number);
        for (Event event : events) {
          long start = rule.take(event);
          if (start != PlainRule.NONE) {
            matches++;
            digest += Tally.hash(id(number), name, start, event.timestamp());
          }
        }
      }
    }
    return new Measured(count, 0, matches, digest);
  }

  /**
   * Holds a run against the recount of its readings.
   *
   * @throws IllegalStateException if they differ, or nothing matches
   */
  default void check(int rules, Measured run) {
    Measured right = recount(rules, run.readings());
    if (!run.sameMatches(right) || right.matches() == 0) {
      throw new IllegalStateException(
          "matches differ at " + rules + " rules: vigil " + run + ", recounted " + right);
    }
  }
}
