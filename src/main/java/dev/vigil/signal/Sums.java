package dev.vigil.signal;

/** Sums with the rounding errors kept beside (Neumaier; two-sum by Knuth). */
final class Sums extends WindowFold {
  Sums(int column) {
    super(column);
  }

  @Override
  void merge(int count, double sum, double error, int nextCount, double next, double nextError) {
    double both = sum + next;
    double virtual = both - sum;
    double lost = (sum - (both - virtual)) + (next - virtual);
    first = both;
    second = error + nextError + (Double.isNaN(lost) ? 0 : lost);
  }

  /** The sum that was asked for last. */
  double sum() {
    return Double.isInfinite(first) ? first : first + second;
  }

  /**
   * The mean of the readings whose sum was asked for last; of equal ones it is their value. What
   * the division leaves is divided again, with what the sum lacks.
   */
  double mean(int count) {
    double mean = first / count;
    return Double.isFinite(mean) ? mean + (Math.fma(-mean, count, first) + second) / count : mean;
  }
}
