package dev.vigil.bench.job;

import java.util.List;

/** The nearest-rank percentiles of some values. */
record Percentiles(List<Double> sorted) {
  /**
   * @throws IllegalStateException if there are no values
   */
  static Percentiles of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalStateException("nothing was measured");
    }
    return new Percentiles(values.stream().sorted().toList());
  }

  /** The value that so many percent of the values do not exceed. */
  double at(int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
