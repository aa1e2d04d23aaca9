package dev.vigil.signal;

/**
 * {@code stddev(field, D)}: the population standard deviation of the readings in the window, as
 * PromQL's {@code stddev_over_time}; 0 of one reading, unknown where one is infinite. Folds are
 * means and sums of squared differences, merged after Chan, Golub and LeVeque (1979).
 */
final class Stddev extends WindowFunction {
  Stddev() {
    super("stddev", Result.DOUBLE);
  }

  @Override
  public Signal create(SignalCall call) {
    return new SlidingFold(call) {
      @Override
      void merge(
          int leftCount,
          double leftMean,
          double leftSquares,
          int rightCount,
          double rightMean,
          double rightSquares) {
        double count = (double) leftCount + rightCount;
        double difference = rightMean - leftMean;
        mergedFirst = leftMean + difference * (rightCount / count);
        mergedSecond =
            leftSquares
                + rightSquares
                + difference * difference * (leftCount * (rightCount / count));
      }

      @Override
      double value(int count, double mean, double squares) {
        return Double.isFinite(mean) ? Math.sqrt(squares / count) : Double.NaN;
      }
    };
  }
}
