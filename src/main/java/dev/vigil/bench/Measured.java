package dev.vigil.bench;

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

  boolean sameMatches(Measured other) {
    return readings == other.readings && matches == other.matches && digest == other.digest;
  }
}
