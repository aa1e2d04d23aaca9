package dev.vigil.bench.study;

import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Readings of stations in turn, of which nearly every one has a match open at any time. From its
 * first reading on, a station has a spike every so many readings, and the drop that ends the match
 * right before the next spike.
 *
 * @param count how many stations
 * @param cycle readings of a station from one spike to the next; at least 3
 * @param rules how many rules wait for the drop
 */
record Stations(int count, int cycle, int rules) implements Feed {
  Stations {
    if (count < 1 || cycle < 3 || rules < 1) {
      throw new IllegalArgumentException("too few stations, readings or rules");
    }
  }

  @Override
  public List<RuleUpdate> updates() {
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

  @Override
  public Event reading(Schema schema, long number) {
    int station = (int) (number % count);
    return Feed.reading(
        schema, time(number), number, station, value(station, number / count, number));
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

  @Override
  public void matches(long readings, Consumer<Match> out) {
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
}
