package dev.vigil.bench.match;

/** Values that look random and are not. */
final class Excursions {
  /** Time of the first reading, epoch milliseconds. */
  static final long START = 1_767_225_600_000L;

  private static final int CYCLE = 400;
  private static final int HIGH = 3;

  private Excursions() {}

  /** A metric with excursions from 150 to 350, each on one level and with 10 right after it. */
  static double value(long station, long step) {
    long phase = shifted(station, step) % CYCLE;
    if (phase < HIGH) {
      // All of an excursion on one level, so that a rule sees it whole or not at all.
      return 150 + spread(station * 31 + cycle(station, step)) % 200;
    }
    return phase == HIGH ? 10 : usual(station, step);
  }

  /** A metric without: from 30 to 90. */
  static double usual(long station, long step) {
    return 30 + spread(station * 17 + step) % 60;
  }

  /** The number of the station's excursion cycle. */
  static long cycle(long station, long step) {
    return shifted(station, step) / CYCLE;
  }

  private static long shifted(long station, long step) {
    return step + spread(station) % CYCLE;
  }

  /** SplitMix64's finisher. */
  private static long spread(long number) {
    long bits = (number + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
    return (bits ^ (bits >>> 31)) >>> 1;
  }
}
