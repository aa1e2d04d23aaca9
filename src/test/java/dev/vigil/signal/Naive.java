package dev.vigil.signal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;

/** Each signal computed from scratch from all readings so far, as its definition says. */
final class Naive {
  /** A reading: its time, and its value or null. */
  record Sample(long time, Double value) {}

  /** What the condition of the tests compares with. */
  static final double LINE = 0.25;

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
      case "distinct" -> Arrays.stream(window).map(v -> v + 0.0).distinct().count();
      case "quantile" -> quantile(call.parameter(), window);
      case "rate" -> slope(call.window(), all);
      case "share" -> window.length == 0 ? Double.NaN : high(window) / (double) window.length;
      case "held" -> call.window() > 0 ? high(window) : high(last((int) call.parameter(), all));
      case "zscore" -> score(call.window(), all);
      case "ewma" -> decayed(call.window(), all);
      case "changed" ->
          now.value() == null || Double.isNaN(prev(all, 1))
              ? Double.NaN
              : now.value() + 0.0 == prev(all, 1) + 0.0 ? 0 : 1;
      case "gap" ->
          all.size() < 2 ? Double.NaN : (now.time() - all.get(all.size() - 2).time()) / 1_000.0;
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

  /** Above {@link #LINE}, as the tests' condition has it. */
  private static long high(double[] values) {
    return Arrays.stream(values).filter(value -> value > LINE).count();
  }

  private static double[] last(int count, List<Sample> all) {
    double[] known =
        all.stream().filter(s -> s.value() != null).mapToDouble(Sample::value).toArray();
    return Arrays.copyOfRange(known, Math.max(0, known.length - count), known.length);
  }

  private static double quantile(double quantile, double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double rank = quantile * (sorted.length - 1);
    int low = (int) Math.floor(rank);
    double weight = rank - low;
    return weight == 0 ? sorted[low] : sorted[low] * (1 - weight) + sorted[low + 1] * weight;
  }

  private static double slope(long window, List<Sample> all) {
    long now = all.get(all.size() - 1).time();
    List<Sample> in =
        all.stream().filter(s -> s.time() > now - window && s.value() != null).toList();
    if (in.stream().map(Sample::time).distinct().count() < 2
        || in.stream().anyMatch(s -> s.value().isInfinite())) {
      return Double.NaN;
    }
    BigDecimal count = BigDecimal.valueOf(in.size());
    BigDecimal times = BigDecimal.ZERO;
    BigDecimal values = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    BigDecimal products = BigDecimal.ZERO;
    for (Sample sample : in) {
      BigDecimal time = BigDecimal.valueOf(sample.time() - now).movePointLeft(3);
      BigDecimal value = new BigDecimal(sample.value());
      times = times.add(time);
      values = values.add(value);
      squares = squares.add(time.multiply(time));
      products = products.add(time.multiply(value));
    }
    return count
        .multiply(products)
        .subtract(times.multiply(values))
        .divide(count.multiply(squares).subtract(times.multiply(times)), MathContext.DECIMAL128)
        .doubleValue();
  }

  private static double score(long window, List<Sample> all) {
    Sample now = all.get(all.size() - 1);
    double[] before =
        all.subList(0, all.size() - 1).stream()
            .filter(s -> s.time() > now.time() - window && s.value() != null)
            .mapToDouble(Sample::value)
            .toArray();
    double deviation = stddev(before);
    boolean differ = Arrays.stream(before).map(value -> value + 0.0).distinct().count() > 1;
    if (now.value() == null || !differ || !(deviation > 0)) {
      return Double.NaN;
    }
    return (now.value() - sum(before) / before.length) / deviation;
  }

  private static double decayed(long halfLife, List<Sample> all) {
    List<Sample> finite =
        all.stream().filter(s -> s.value() != null && !s.value().isInfinite()).toList();
    if (finite.isEmpty()) {
      return Double.NaN;
    }
    long last = finite.get(finite.size() - 1).time();
    double weights = 0;
    double sum = 0;
    for (Sample sample : finite) {
      double weight = Math.pow(2, -(last - sample.time()) / (double) halfLife);
      weights += weight;
      sum += weight * sample.value();
    }
    return sum / weights;
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
