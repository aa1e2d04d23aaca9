package dev.vigil.match;

import dev.vigil.condition.Term;
import dev.vigil.event.Field;
import dev.vigil.event.Schema;
import dev.vigil.match.MultipleIndex.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a rule stands in the index of a stream, so that each reading which may satisfy a condition
 * of it comes by.
 */
sealed interface Place {
  Selectivity selectivity();

  /** Every reading. */
  record Everywhere() implements Place {
    @Override
    public Selectivity selectivity() {
      return Selectivity.EVERYTHING;
    }
  }

  /** A text field with one text. */
  record AtText(Field field, String text) implements Place {
    @Override
    public Selectivity selectivity() {
      return Selectivity.POINT;
    }
  }

  /** A number that lies in an interval. */
  record AtNumber(Measure measure, Interval interval) implements Place {
    @Override
    public Selectivity selectivity() {
      return interval.selectivity();
    }
  }

  /** A number beside a multiple of another; the operator is no equality. */
  record AtMultiple(Pair pair, Term.Operator operator, double factor) implements Place {
    @Override
    public Selectivity selectivity() {
      return Selectivity.MULTIPLE;
    }
  }

  /** Each of several places; nowhere if there is none. */
  record AtEach(List<Place> places) implements Place {
    static final AtEach NOWHERE = new AtEach(List.of());

    @Override
    public Selectivity selectivity() {
      return places.stream()
          .map(Place::selectivity)
          .max(Comparator.naturalOrder())
          .orElse(Selectivity.NOTHING);
    }
  }

  /**
   * The place that lets the fewest readings pass of those where all of the terms may hold; of
   * places alike the first. An equality excludes more than a range, a range more than a bound.
   */
  static Place of(List<Term> terms, HostedRule rule, Schema schema) {
    List<Place> places = new ArrayList<>();
    Map<Measure, Interval> intervals = new LinkedHashMap<>();
    List<Place> others = new ArrayList<>();
    for (Term term : terms) {
      // What the stream does not have is unknown of all its events: no such term ever holds.
      if (term instanceof Term.Equal equal) {
        Field field = schema.field(equal.field());
        places.add(field == null ? AtEach.NOWHERE : new AtText(field, equal.text()));
      } else if (term instanceof Term.Compare compare) {
        Measure measure = Measure.of(compare.quantity(), rule, schema);
        if (measure == null) {
          return AtEach.NOWHERE;
        }
        intervals.merge(measure, Interval.ALL.and(compare), Interval::and);
      } else if (term instanceof Term.Multiple multiple) {
        Measure of = Measure.of(multiple.quantity(), rule, schema);
        Measure with = Measure.of(multiple.of(), rule, schema);
        if (of == null || with == null) {
          return AtEach.NOWHERE;
        }
        others.add(new AtMultiple(new Pair(of, with), multiple.operator(), multiple.factor()));
      } else if (term instanceof Term.AnyOf any) {
        others.add(
            new AtEach(any.choices().stream().map(choice -> of(choice, rule, schema)).toList()));
      }
    }
    intervals.forEach((measure, interval) -> places.add(new AtNumber(measure, interval)));
    places.addAll(others);
    return places.stream().min(Comparator.comparing(Place::selectivity)).orElse(new Everywhere());
  }
}
