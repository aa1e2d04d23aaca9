package dev.vigil.bench.match;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * What a run showed.
 *
 * @param seconds from the first reading to the end of the last task
 * @param digest sum of the matches' hashes: equal for equal matches
 */
record Measured(long readings, double seconds, long matches, long digest) {
  double rate() {
    return readings / seconds;
  }

  /** Tells a line of it. */
  Measured tell(String who, PrintWriter progress) {
    progress.printf(
        Locale.ROOT,
        "%-28s %,11d readings %6.1f s %,11.0f readings/s %,9d matches%n",
        who,
        readings,
        seconds,
        rate(),
        matches);
    progress.flush();
    return this;
  }

  boolean sameMatches(Measured other) {
    return readings == other.readings && matches == other.matches && digest == other.digest;
  }
}
