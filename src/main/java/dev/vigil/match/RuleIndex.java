package dev.vigil.match;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Term;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.Schema;
import dev.vigil.match.IntervalTree.Bounded;
import dev.vigil.match.MultipleIndex.Multiple;
import dev.vigil.match.MultipleIndex.Pair;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which rules an event of one stream may start a match of. A rule stands under one number or
 * text of each condition that its first reading may satisfy, with all that the condition says of
 * it; a rule without any is named for every event. A number is a field, a signal, or what a
 * condition makes of them; each is worked out once for all rules.
 */
final class RuleIndex {
  private final List<HostedRule> always = new ArrayList<>();
  private final NumberIndex[] numbers;
  private final MultipleIndex[] multiples;
  private final Texts[] texts;

  RuleIndex(Schema schema, Collection<HostedRule> rules) {
    Map<Measure, List<Bounded>> byNumber = new LinkedHashMap<>();
    Map<Pair, List<Multiple>> byPair = new LinkedHashMap<>();
    Map<Field, Texts> byText = new LinkedHashMap<>();
    for (HostedRule rule : rules) {
      if (rule.starts.isEmpty()) {
        always.add(rule);
      }
      for (Checked start : rule.starts) {
        add(rule, start, schema, byNumber, byPair, byText);
      }
    }
    numbers =
        byNumber.entrySet().stream()
            .map(entry -> new NumberIndex(entry.getKey(), entry.getValue()))
            .toArray(NumberIndex[]::new);
    multiples =
        byPair.entrySet().stream()
            .map(entry -> new MultipleIndex(entry.getKey(), entry.getValue()))
            .toArray(MultipleIndex[]::new);
    texts = byText.values().toArray(new Texts[0]);
  }

  private void add(
      HostedRule rule,
      Checked start,
      Schema schema,
      Map<Measure, List<Bounded>> byNumber,
      Map<Pair, List<Multiple>> byPair,
      Map<Field, Texts> byText) {
    Map<Measure, Interval> intervals = new LinkedHashMap<>();
    Map<Pair, Multiple> pairs = new LinkedHashMap<>();
    for (Term term : start.terms()) {
      // What the stream does not have is unknown of all its events: it can start nothing here.
      if (term instanceof Term.Equal equal) {
        Field field = schema.field(equal.field());
        if (field != null) {
          byText.computeIfAbsent(field, Texts::new).add(equal.text(), rule);
        }
        return;
      }
      if (term instanceof Term.Compare compare) {
        Measure measure = Measure.of(compare.quantity(), rule, schema);
        if (measure == null) {
          return;
        }
        intervals.merge(measure, Interval.ALL.and(compare), Interval::and);
      }
      if (term instanceof Term.Multiple multiple) {
        Measure of = Measure.of(multiple.quantity(), rule, schema);
        Measure with = Measure.of(multiple.of(), rule, schema);
        if (of == null || with == null) {
          return;
        }
        pairs.putIfAbsent(
            new Pair(of, with), new Multiple(multiple.operator(), multiple.factor(), rule));
      }
    }
    Map.Entry<Measure, Interval> narrowest = narrowest(intervals);
    if (narrowest != null) {
      byNumber
          .computeIfAbsent(narrowest.getKey(), unused -> new ArrayList<>())
          .add(new Bounded(narrowest.getValue(), rule));
    } else if (!pairs.isEmpty()) {
      Map.Entry<Pair, Multiple> first = pairs.entrySet().iterator().next();
      byPair.computeIfAbsent(first.getKey(), unused -> new ArrayList<>()).add(first.getValue());
    } else {
      always.add(rule);
    }
  }

  /** An equality excludes more than a range, a range more than a bound; else the first is taken. */
  private static Map.@Nullable Entry<Measure, Interval> narrowest(
      Map<Measure, Interval> intervals) {
    Map.Entry<Measure, Interval> narrowest = null;
    for (Map.Entry<Measure, Interval> entry : intervals.entrySet()) {
      if (narrowest == null
          || entry.getValue().width().compareTo(narrowest.getValue().width()) < 0) {
        narrowest = entry;
      }
    }
    return narrowest;
  }

  /**
   * Adds every rule that the event may start, once each.
   *
   * @param signals the key's signals at the event, by the slots of the group's layout
   * @param lookup a number no other lookup of the subtask has
   */
  void candidates(Event event, double[] signals, long lookup, List<HostedRule> out) {
    for (NumberIndex number : numbers) {
      number.candidates(event, signals, lookup, out);
    }
    for (MultipleIndex pair : multiples) {
      pair.candidates(event, signals, lookup, out);
    }
    for (Texts field : texts) {
      field.candidates(event, lookup, out);
    }
    for (int i = 0; i < always.size(); i++) {
      always.get(i).name(lookup, out);
    }
  }

  /** Rules by the value of one text field. */
  private static final class Texts {
    private final Field field;
    private final Map<String, List<HostedRule>> rules = new HashMap<>();

    Texts(Field field) {
      this.field = field;
    }

    void add(String text, HostedRule rule) {
      rules.computeIfAbsent(text, unused -> new ArrayList<>()).add(rule);
    }

    void candidates(Event event, long lookup, List<HostedRule> out) {
      String value = event.getText(field.slot());
      if (value != null) {
        for (HostedRule rule : rules.getOrDefault(value, List.of())) {
          rule.name(lookup, out);
        }
      }
    }
  }
}
