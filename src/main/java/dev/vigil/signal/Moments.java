package dev.vigil.signal;

/** Mean and sum of squared differences, merged after Chan, Golub and LeVeque (1979). */
final class Moments extends WindowFold {
  Moments(int column) {
    super(column);
  }

  @Override
  void merge(
      int count, double mean, double squares, int nextCount, double nextMean, double nextSquares) {
    double all = (double) count + nextCount;
    double difference = nextMean - mean;
    double share = nextCount / all;
    first = mean + difference * share;
    second = squares + nextSquares + difference * difference * (count * share);
  }

  /** The mean that was asked for last. */
  double mean() {
    return first;
  }

  /** The population standard deviation; 0 of one reading, NaN where one is infinite. */
  double deviation(int count) {
    return Double.isFinite(first) ? Math.sqrt(second / count) : Double.NaN;
  }
}
