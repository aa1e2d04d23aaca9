package dev.vigil.match;

import dev.vigil.condition.Term;

/**
 * The values of a number that satisfy every comparison of a condition with a constant, both ends
 * among them: an open end is the double next to it. Empty where {@code from} is not at most {@code
 * to}.
 */
record Interval(double from, double to) {
  static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  private static final Interval EMPTY =
      new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** What of it satisfies one more comparison; nothing satisfies one with NaN. */
  Interval and(Term.Compare term) {
    double constant = term.constant();
    return switch (term.operator()) {
      case LESS -> constant == Double.NEGATIVE_INFINITY ? EMPTY : atMost(Math.nextDown(constant));
      case LESS_OR_EQUAL -> atMost(constant);
      case EQUAL -> atLeast(constant).atMost(constant);
      case GREATER_OR_EQUAL -> atLeast(constant);
      case GREATER -> constant == Double.POSITIVE_INFINITY ? EMPTY : atLeast(Math.nextUp(constant));
    };
  }

  /** What both hold. */
  Interval and(Interval other) {
    return atLeast(other.from).atMost(other.to);
  }

  private Interval atLeast(double least) {
    return new Interval(Math.max(from, least), to);
  }

  private Interval atMost(double most) {
    return new Interval(from, Math.min(to, most));
  }

  boolean holds(double value) {
    return from <= value && value <= to;
  }

  Selectivity selectivity() {
    if (!(from <= to)) {
      return Selectivity.NOTHING;
    }
    if (from == to) {
      return Selectivity.POINT;
    }
    boolean below = from == Double.NEGATIVE_INFINITY;
    boolean above = to == Double.POSITIVE_INFINITY;
    return below || above ? Selectivity.BOUND : Selectivity.RANGE;
  }
}
