package dev.vigil.oracle;

import dev.vigil.oracle.Beijing.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * "A run of readings above three times the day's median, then one below half of the run's highest,
 * all within half a day", by loops over the readings of one station, from the words of Flink's
 * documentation:
 *
 * <ul>
 *   <li>a match may begin at any spike; its run is spikes next to each other (a row without a value
 *       is a reading that is no spike, and ends the run), and may be any beginning of it;
 *   <li>between the run and the drop anything may come; the first drop counts;
 *   <li>the window counts from the match's first reading, and its end is not in it;
 *   <li>skip past last event: of several matches the one that began first counts, and none may
 *       begin before it has ended. So a match that is complete waits while an earlier beginning is
 *       open.
 * </ul>
 */
final class SpikeThenDropOracle {
  private static final long DAY = 24L * 60 * 60 * 1_000;
  private static final long WINDOW = DAY / 2;

  private final List<Row> rows;
  private final boolean[] spikes;

  private SpikeThenDropOracle(List<Row> rows) {
    this.rows = rows;
    this.spikes = new boolean[rows.size()];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = rows.get(i).known() && rows.get(i).pm25() > 3 * median(i);
    }
  }

  static List<Outcome> outcomes(String rule, String station, List<Row> rows) {
    return new SpikeThenDropOracle(rows).outcomes(rule, station);
  }

  private List<Outcome> outcomes(String rule, String station) {
    List<Outcome> outcomes = new ArrayList<>();
    long openUntil = Long.MIN_VALUE;
    for (int i = 0; i < spikes.length; i++) {
      if (!spikes[i]) {
        continue;
      }
      int drop = drop(i);
      if (drop < 0) {
        openUntil = Math.max(openUntil, rows.get(i).time() + WINDOW);
        continue;
      }
      long end = rows.get(drop).time();
      long at = Math.max(end, openUntil);
      outcomes.add(new Outcome(rule, station, "matched", rows.get(i).time(), at, end));
      i = drop;
    }
    return outcomes;
  }

  /** The first drop after a run that begins at {@code start}, or -1. */
  private int drop(int start) {
    double highest = rows.get(start).pm25();
    boolean running = true;
    for (int i = start + 1; i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.time() - rows.get(start).time() >= WINDOW) {
        return -1;
      }
      if (row.known() && row.pm25() < 0.5 * highest) {
        return i;
      }
      running &= spikes[i];
      if (running) {
        highest = Math.max(highest, row.pm25());
      }
    }
    return -1;
  }

  /** Of the values in the day up to and with a row. */
  private double median(int at) {
    List<Double> values = new ArrayList<>();
    for (int i = at; i >= 0 && rows.get(i).time() > rows.get(at).time() - DAY; i--) {
      if (rows.get(i).known()) {
        values.add(rows.get(i).pm25());
      }
    }
    values.sort(null);
    int half = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(half)
        : (values.get(half - 1) + values.get(half)) / 2;
  }
}
