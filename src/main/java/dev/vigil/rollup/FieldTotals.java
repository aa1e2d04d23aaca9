package dev.vigil.rollup;

/**
 * The values of one field in a window, in five numbers. The sum is compensated (Neumaier's, with
 * Knuth's two-sum), so that its error does not grow with the number of readings; readings are only
 * ever added, never taken away.
 *
 * @param count values; readings without one are not counted
 * @param min the smallest; positive infinity where there is none
 * @param max the largest; negative infinity where there is none
 * @param sum the sum as doubles add up
 * @param error what rounding has cost it
 */
record FieldTotals(long count, double min, double max, double sum, double error) {
  static final FieldTotals NONE =
      new FieldTotals(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 0);

  static FieldTotals of(double value) {
    return new FieldTotals(1, value, value, value, 0);
  }

  FieldTotals with(FieldTotals other) {
    double total = sum + other.sum;
    double virtual = total - sum;
    double lost = (sum - (total - virtual)) + (other.sum - virtual);
    return new FieldTotals(
        count + other.count,
        Math.min(min, other.min),
        Math.max(max, other.max),
        total,
        error + other.error + (Double.isNaN(lost) ? 0 : lost));
  }

  /**
   * The mean; NaN where there is no value, and where the sum is beyond a double. What the division
   * leaves is divided again, so that the mean of equal values is their value.
   */
  double avg() {
    double values = count;
    double avg = sum / values;
    return Double.isFinite(avg) ? avg + (Math.fma(-avg, values, sum) + error) / values : Double.NaN;
  }

  /** One of the numbers that are told; NaN where there is none. */
  double part(Rollup.Part part) {
    return switch (part) {
      case AVG -> avg();
      case MIN -> count == 0 ? Double.NaN : min;
      case MAX -> count == 0 ? Double.NaN : max;
      case COUNT -> count;
    };
  }
}
