package dev.vigil.bench.figure;

import java.util.Comparator;
import java.util.List;

/** What counts of several measurements. */
public final class Median {
  private Median() {}

  /** The middle one, or the mean of the middle two. */
  public static double of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("the median of nothing");
    }
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
