package dev.vigil.signal;

/** Sums with the rounding errors kept beside (Neumaier; two-sum by Knuth). */
abstract class CompensatedSum extends SlidingFold {
  private static final int SUM = 0;
  private static final int ERROR = 1;

  CompensatedSum(SignalCall call) {
    super(call, 2);
  }

  @Override
  final void merge(int leftCount, double[] left, int rightCount, double[] right, double[] merged) {
    double sum = left[SUM] + right[SUM];
    double virtual = sum - left[SUM];
    double error = (left[SUM] - (sum - virtual)) + (right[SUM] - virtual);
    merged[SUM] = sum;
    merged[ERROR] = left[ERROR] + right[ERROR] + (Double.isNaN(error) ? 0 : error);
  }

  static double total(double[] fold) {
    return Double.isInfinite(fold[SUM]) ? fold[SUM] : fold[SUM] + fold[ERROR];
  }
}
