package dev.vigil.signal;

/**
 * Mean and sum of squared differences of the readings in a window, merged after Chan, Golub and
 * LeVeque (1979). Its own value is the population standard deviation.
 */
class Moments extends SlidingFold {
  private static final int MEAN = 0;
  private static final int SQUARES = 1;

  Moments(SignalCall call) {
    super(call, 2);
  }

  @Override
  final void merge(int leftCount, double[] left, int rightCount, double[] right, double[] merged) {
    double count = (double) leftCount + rightCount;
    double difference = right[MEAN] - left[MEAN];
    merged[MEAN] = left[MEAN] + difference * (rightCount / count);
    merged[SQUARES] =
        left[SQUARES]
            + right[SQUARES]
            + difference * difference * (leftCount * (rightCount / count));
  }

  @Override
  double value(int count, double[] fold) {
    return deviation(count, fold);
  }

  static double mean(double[] fold) {
    return fold[MEAN];
  }

  /** 0 of one reading; NaN where one is infinite. */
  static double deviation(int count, double[] fold) {
    return Double.isFinite(fold[MEAN]) ? Math.sqrt(fold[SQUARES] / count) : Double.NaN;
  }
}
