package dev.vigil.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;

/** Each signal computed from scratch from all readings so far, as its definition says. */
final class Naive {
  /** A reading: its time, and its value or null. */
  record Sample(long time, Double value) {}

  private Naive() {}

  static double value(SignalCall call, List<Sample> all) {
    Sample now = all.get(all.size() - 1);
    double[] window =
        all.stream()
            .filter(s -> s.time() > now.time() - call.window() && s.value() != null)
            .mapToDouble(Sample::value)
            .toArray();
    return switch (call.function()) {
      case "count" -> window.length;
      case "sum" -> window.length == 0 ? Double.NaN : sum(window);
      case "avg" -> sum(window) / window.length;
      case "min" -> Arrays.stream(window).min().orElse(Double.NaN);
      case "max" -> Arrays.stream(window).max().orElse(Double.NaN);
      case "stddev" -> stddev(window);
      case "median" -> median(window);
      case "prev" -> prev(all, (int) call.parameter());
      case "delta" -> now.value() == null ? Double.NaN : now.value() - prev(all, 1);
      default -> throw new IllegalArgumentException(call.function());
    };
  }

  private static double sum(double[] values) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      if (Double.isInfinite(value)) {
        return Arrays.stream(values).sum();
      }
      sum = sum.add(new BigDecimal(value));
    }
    return sum.doubleValue();
  }

  private static double stddev(double[] values) {
    if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isInfinite)) {
      return Double.NaN;
    }
    BigDecimal count = BigDecimal.valueOf(values.length);
    BigDecimal mean = BigDecimal.ZERO;
    for (double value : values) {
      mean = mean.add(new BigDecimal(value));
    }
    mean = mean.divide(count, MathContext.DECIMAL128);
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : values) {
      BigDecimal difference = new BigDecimal(value).subtract(mean);
      squares = squares.add(difference.multiply(difference));
    }
    return Math.sqrt(squares.divide(count, MathContext.DECIMAL128).doubleValue());
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static double prev(List<Sample> all, int back) {
    List<Double> before =
        all.subList(0, all.size() - 1).stream()
            .map(Sample::value)
            .filter(value -> value != null)
            .toList();
    return before.size() < back ? Double.NaN : before.get(before.size() - back);
  }
}
