package dev.vigil.oracle;

import dev.vigil.oracle.Beijing.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * "PM2.5 above a line for some hours", by a loop over the readings of one station. A missing value
 * is no reading at all. Kept apart from the product on purpose: it shares no code with it.
 */
final class SustainedOracle {
  private SustainedOracle() {}

  static List<Outcome> outcomes(
      String rule, String station, List<Row> rows, double line, long hold) {
    List<Outcome> outcomes = new ArrayList<>();
    long rise = -1;
    long fired = -1;
    for (Row row : rows) {
      if (!row.known()) {
        continue;
      }
      if (row.pm25() > line) {
        if (rise < 0) {
          rise = row.time();
        }
        if (fired < 0 && row.time() - rise >= hold) {
          fired = row.time();
        }
      } else {
        if (fired >= 0) {
          outcomes.add(new Outcome(rule, station, "resolved", rise, fired, row.time()));
        }
        rise = -1;
        fired = -1;
      }
    }
    if (fired >= 0) {
      outcomes.add(new Outcome(rule, station, "firing", rise, fired, 0));
    }
    return outcomes;
  }
}
