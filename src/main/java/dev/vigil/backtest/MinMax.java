package dev.vigil.backtest;

import java.util.function.BiConsumer;

/**
 * The lowest and highest of a series in equal stretches of time: as many as a chart has pixels,
 * however long the series is. Stretches double when it outgrows them.
 */
final class MinMax {
  private static final int STRETCHES = 1_200;
  private static final long SHORTEST = 1_000;

  private final double[] lows = new double[STRETCHES];
  private final double[] highs = new double[STRETCHES];
  private long start;
  private long width = SHORTEST;
  private int used;

  /**
   * Takes a reading.
   *
   * @param time epoch milliseconds; one before the first counts as of its time
   */
  void add(long time, double value) {
    if (used == 0) {
      start = time;
    }
    while (time - start >= width * STRETCHES) {
      halve();
    }
    int at = (int) Math.max(0, (time - start) / width);
    for (; used <= at; used++) {
      lows[used] = Double.NaN;
      highs[used] = Double.NaN;
    }
    lows[at] = lower(lows[at], value);
    highs[at] = higher(highs[at], value);
  }

  private void halve() {
    width *= 2;
    for (int i = 0; i < STRETCHES / 2; i++) {
      boolean pair = 2 * i + 1 < used;
      if (2 * i < used) {
        lows[i] = pair ? lower(lows[2 * i], lows[2 * i + 1]) : lows[2 * i];
        highs[i] = pair ? higher(highs[2 * i], highs[2 * i + 1]) : highs[2 * i];
      }
    }
    used = (used + 1) / 2;
  }

  private static double lower(double a, double b) {
    return Double.isNaN(a) || b < a ? b : a;
  }

  private static double higher(double a, double b) {
    return Double.isNaN(a) || b > a ? b : a;
  }

  /** Each stretch that has a reading: its start, and its lowest and highest. */
  void each(BiConsumer<Long, double[]> stretch) {
    for (int i = 0; i < used; i++) {
      if (!Double.isNaN(lows[i])) {
        stretch.accept(start + i * width, new double[] {lows[i], highs[i]});
      }
    }
  }
}
