package dev.vigil.condition;

/**
 * The mean of numbers as they come. Their sum is compensated (Neumaier's, with Knuth's two-sum),
 * and so is its division: the mean of equal numbers is that number.
 */
final class Mean {
  private int count;
  private double sum;
  private double error;

  void add(double value) {
    double total = sum + value;
    double virtual = total - sum;
    double lost = (sum - (total - virtual)) + (value - virtual);
    sum = total;
    error += Double.isNaN(lost) ? 0 : lost;
    count++;
  }

  /** The mean; NaN of none. */
  double value() {
    double mean = sum / count;
    return Double.isFinite(mean) ? mean + (Math.fma(-mean, count, sum) + error) / count : mean;
  }
}
