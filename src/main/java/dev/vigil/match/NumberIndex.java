package dev.vigil.match;

import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.match.IntervalTree.Bounded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rules by where the value of one numeric field must lie. */
final class NumberIndex {
  private final Field field;
  private final Map<Double, List<HostedRule>> points = new HashMap<>();
  private final Bounds above;
  private final Bounds below;
  private final IntervalTree ranges;

  /** Takes rules of any interval; none that is empty is ever named. */
  NumberIndex(Field field, List<Bounded> rules) {
    this.field = field;
    List<Bounded> fromOn = new ArrayList<>();
    List<Bounded> upTo = new ArrayList<>();
    List<Bounded> both = new ArrayList<>();
    for (Bounded rule : rules) {
      Interval interval = rule.interval();
      switch (interval.width()) {
        case EMPTY -> {}
        case POINT ->
            points
                .computeIfAbsent(interval.from() + 0.0, unused -> new ArrayList<>())
                .add(rule.rule());
        case RANGE -> both.add(rule);
        case HALF -> (interval.to() == Double.POSITIVE_INFINITY ? fromOn : upTo).add(rule);
      }
    }
    above = new Bounds(fromOn, rule -> rule.interval().from());
    below = new Bounds(upTo, rule -> -rule.interval().to());
    ranges = new IntervalTree(both);
  }

  void candidates(Event event, long lookup, List<HostedRule> out) {
    if (!event.has(field.slot())) {
      return;
    }
    double value =
        field.type() == FieldType.DOUBLE
            ? event.getDouble(field.slot())
            : event.getLong(field.slot());
    above.candidates(value, lookup, out);
    below.candidates(-value, lookup, out);
    ranges.candidates(value, lookup, out);
    if (!points.isEmpty()) {
      for (HostedRule rule : points.getOrDefault(value + 0.0, List.of())) {
        rule.name(lookup, out);
      }
    }
  }

  /** Rules by the least value they take, from the weakest to the strongest. */
  private static final class Bounds {
    private final double[] least;
    private final HostedRule[] rules;

    Bounds(List<Bounded> bounded, ToDoubleFunction<Bounded> bound) {
      List<Bounded> ascending = new ArrayList<>(bounded);
      ascending.sort(Comparator.comparingDouble(bound));
      least = ascending.stream().mapToDouble(bound).toArray();
      rules = ascending.stream().map(Bounded::rule).toArray(HostedRule[]::new);
    }

    /** Past a bound that is not met none is. */
    void candidates(double value, long lookup, List<HostedRule> out) {
      for (int i = 0; i < least.length && least[i] <= value; i++) {
        rules[i].name(lookup, out);
      }
    }
  }
}
