package dev.vigil.match;

import dev.vigil.match.IntervalTree.Bounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Rules by the least number they take, from the weakest to the strongest. */
final class Bounds {
  private final double[] least;
  private final HostedRule[] rules;

  Bounds(List<Bounded> bounded, ToDoubleFunction<Bounded> bound) {
    List<Bounded> ascending = new ArrayList<>(bounded);
    ascending.sort(Comparator.comparingDouble(bound));
    least = ascending.stream().mapToDouble(bound).toArray();
    rules = ascending.stream().map(Bounded::rule).toArray(HostedRule[]::new);
  }

  /** Names those that take the value: past a bound that is not met none is. */
  void candidates(double value, long lookup, List<HostedRule> out) {
    for (int i = 0; i < least.length && least[i] <= value; i++) {
      rules[i].name(lookup, out);
    }
  }
}
