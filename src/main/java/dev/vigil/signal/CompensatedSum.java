package dev.vigil.signal;

/** Sums with the rounding errors kept beside (Neumaier; two-sum by Knuth). */
abstract class CompensatedSum extends SlidingFold {
  CompensatedSum(SignalCall call) {
    super(call);
  }

  @Override
  final void merge(
      int leftCount,
      double leftFirst,
      double leftSecond,
      int rightCount,
      double rightFirst,
      double rightSecond) {
    double sum = leftFirst + rightFirst;
    double virtual = sum - leftFirst;
    double error = (leftFirst - (sum - virtual)) + (rightFirst - virtual);
    mergedFirst = sum;
    mergedSecond = leftSecond + rightSecond + (Double.isNaN(error) ? 0 : error);
  }

  static double total(double sum, double error) {
    return Double.isInfinite(sum) ? sum : sum + error;
  }
}
