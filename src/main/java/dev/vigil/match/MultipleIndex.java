package dev.vigil.match;

import dev.vigil.condition.Term;
import dev.vigil.event.Event;
import dev.vigil.match.IntervalTree.Bounded;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules by how many times another number one must be: {@code a > k * b} for a positive b is {@code
 * a / b > k}, and so one division finds the rules of every k. The quotient is rounded otherwise
 * than the product that conditions have; rules whose k is that near are named too. Where b is not
 * positive, or so small or large that rounding is no small part of it, all are.
 */
final class MultipleIndex {
  /** Far more than the error of a product and a quotient, which is a few parts in 10^16. */
  private static final double ROUNDING = 1e-14;

  /** From here on a product with b is off by less than {@link #UNDERFLOW} of b. */
  private static final double SMALLEST = 1e-250;

  private static final double UNDERFLOW = 1e-60;

  private final Pair pair;
  private final Bounds above;
  private final Bounds below;
  private final List<HostedRule> all;

  /** What is compared with multiples of what. */
  record Pair(Measure of, Measure with) {}

  /** A rule, how it compares, and with how many times the other number. */
  record Multiple(Term.Operator operator, double factor, HostedRule rule) {}

  MultipleIndex(Pair pair, List<Multiple> multiples) {
    this.pair = pair;
    List<Bounded> fromOn = new ArrayList<>();
    List<Bounded> upTo = new ArrayList<>();
    for (Multiple multiple : multiples) {
      Bounded bounded =
          new Bounded(new Interval(multiple.factor(), multiple.factor()), multiple.rule());
      switch (multiple.operator()) {
        case GREATER, GREATER_OR_EQUAL -> fromOn.add(bounded);
        case LESS, LESS_OR_EQUAL -> upTo.add(bounded);
        case EQUAL -> throw new IllegalArgumentException("an equality with a multiple");
      }
    }
    above = new Bounds(fromOn, rule -> rule.interval().from());
    below = new Bounds(upTo, rule -> -rule.interval().to());
    all = multiples.stream().map(Multiple::rule).toList();
  }

  void candidates(Event event, double[] signals, long lookup, List<HostedRule> out) {
    double a = pair.of().of(event, signals);
    double b = pair.with().of(event, signals);
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return;
    }
    double quotient = a / b;
    if (!(b >= SMALLEST) || !Double.isFinite(quotient)) {
      for (int i = 0; i < all.size(); i++) {
        all.get(i).name(lookup, out);
      }
      return;
    }
    double error = Math.abs(quotient) * ROUNDING + UNDERFLOW;
    above.candidates(quotient + error, lookup, out);
    below.candidates(error - quotient, lookup, out);
  }
}
