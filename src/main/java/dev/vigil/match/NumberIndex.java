package dev.vigil.match;

import dev.vigil.event.Event;
import dev.vigil.match.IntervalTree.Bounded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules by where one number of a reading must lie. */
final class NumberIndex {
  private final Measure measure;
  private final Map<Double, List<HostedRule>> points = new HashMap<>();
  private final Bounds above;
  private final Bounds below;
  private final RangeIndex ranges;

  /** Takes rules of any interval; none that is empty is ever named. */
  NumberIndex(Measure measure, List<Bounded> rules) {
    this.measure = measure;
    List<Bounded> fromOn = new ArrayList<>();
    List<Bounded> upTo = new ArrayList<>();
    List<Bounded> both = new ArrayList<>();
    for (Bounded rule : rules) {
      Interval interval = rule.interval();
      switch (interval.selectivity()) {
        case NOTHING -> {}
        case POINT ->
            points
                .computeIfAbsent(interval.from() + 0.0, unused -> new ArrayList<>())
                .add(rule.rule());
        case RANGE -> both.add(rule);
        default -> (interval.to() == Double.POSITIVE_INFINITY ? fromOn : upTo).add(rule);
      }
    }
    above = new Bounds(fromOn, rule -> rule.interval().from());
    below = new Bounds(upTo, rule -> -rule.interval().to());
    ranges = new RangeIndex(both);
  }

  void candidates(Event event, double[] signals, long lookup, List<HostedRule> out) {
    double value = measure.of(event, signals);
    if (Double.isNaN(value)) {
      return;
    }
    above.candidates(value, lookup, out);
    below.candidates(-value, lookup, out);
    ranges.candidates(value, lookup, out);
    if (!points.isEmpty()) {
      for (HostedRule rule : points.getOrDefault(value + 0.0, List.of())) {
        rule.name(lookup, out);
      }
    }
  }
}
