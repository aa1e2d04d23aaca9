package dev.vigil.bench.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers along one side of a chart: from 0 to 1 of its length, with ticks at round ones. */
record Axis(double low, double high, boolean logarithmic, List<Double> ticks) {
  private static final int TICKS = 6;

  /** An axis that has room for these; logarithmic only where all are above 0. */
  static Axis of(List<Double> values, boolean logarithmic) {
    double low = values.stream().mapToDouble(value -> value).min().orElse(0);
    double high = values.stream().mapToDouble(value -> value).max().orElse(1);
    return logarithmic && low > 0 ? decades(low, high) : linear(Math.min(low, 0), high);
  }

  private static Axis decades(double low, double high) {
    int first = (int) Math.floor(Math.log10(low));
    int last = Math.max(first + 1, (int) Math.ceil(Math.log10(high) - 1e-9));
    List<Double> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent++) {
      ticks.add(Math.pow(10, exponent));
    }
    return new Axis(Math.pow(10, first), Math.pow(10, last), true, ticks);
  }

  private static Axis linear(double low, double high) {
    double step = step(Math.max(high - low, 1e-9) / TICKS);
    double first = Math.floor(low / step) * step;
    double last = Math.max(first + step, Math.ceil(high / step - 1e-9) * step);
    List<Double> ticks = new ArrayList<>();
    for (long i = 0; first + i * step <= last + step / 2; i++) {
      ticks.add(first + i * step);
    }
    return new Axis(first, last, false, ticks);
  }

  /** The next of 1, 2, 5, 10, 20, … */
  private static double step(double least) {
    double decade = Math.pow(10, Math.floor(Math.log10(least)));
    for (int times : new int[] {1, 2, 5}) {
      if (times * decade >= least) {
        return times * decade;
      }
    }
    return 10 * decade;
  }

  /** Where a value lies: 0 at the low end, 1 at the high end. */
  double at(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** A number in few letters: 1.5 M for 1,500,000. */
  static String label(double value) {
    double size = Math.abs(value);
    if (size >= 1e9) {
      return digits(value / 1e9) + " G";
    }
    if (size >= 1e6) {
      return digits(value / 1e6) + " M";
    }
    if (size >= 1e4) {
      return digits(value / 1e3) + " k";
    }
    return digits(value);
  }

  private static String digits(double value) {
    if (value == Math.rint(value) || Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    // Three digits, and none that are noise of binary fractions.
    return new java.math.BigDecimal(value)
        .round(new java.math.MathContext(3))
        .stripTrailingZeros()
        .toPlainString();
  }
}
