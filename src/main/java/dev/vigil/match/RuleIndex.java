package dev.vigil.match;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Term;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.Schema;
import dev.vigil.match.IntervalTree.Bounded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says which rules an event of one stream may start a match of. A rule stands under one field of
 * each condition that its first reading may satisfy, with all that the condition says of it; a rule
 * without such a field is named for every event.
 */
final class RuleIndex {
  private final List<HostedRule> always = new ArrayList<>();
  private final NumberIndex[] numbers;
  private final Texts[] texts;

  RuleIndex(Schema schema, Collection<HostedRule> rules) {
    Map<Field, List<Bounded>> byNumber = new LinkedHashMap<>();
    Map<Field, Texts> byText = new LinkedHashMap<>();
    for (HostedRule rule : rules) {
      if (rule.starts.isEmpty()) {
        always.add(rule);
      }
      for (Checked start : rule.starts) {
        add(rule, start, schema, byNumber, byText);
      }
    }
    numbers =
        byNumber.entrySet().stream()
            .map(entry -> new NumberIndex(entry.getKey(), entry.getValue()))
            .toArray(NumberIndex[]::new);
    texts = byText.values().toArray(new Texts[0]);
  }

  private void add(
      HostedRule rule,
      Checked start,
      Schema schema,
      Map<Field, List<Bounded>> byNumber,
      Map<Field, Texts> byText) {
    Map<Field, Interval> intervals = new LinkedHashMap<>();
    for (Term term : start.terms()) {
      Field field = schema.field(term.field());
      if (field == null) {
        return; // unknown of every event of this stream: it can start nothing here
      }
      if (term instanceof Term.Equal equal) {
        byText.computeIfAbsent(field, Texts::new).add(equal.text(), rule);
        return;
      }
      if (term instanceof Term.Compare compare) {
        intervals.put(field, intervals.getOrDefault(field, Interval.ALL).and(compare));
      }
    }
    Map.Entry<Field, Interval> narrowest = narrowest(intervals);
    if (narrowest == null) {
      always.add(rule);
      return;
    }
    byNumber
        .computeIfAbsent(narrowest.getKey(), unused -> new ArrayList<>())
        .add(new Bounded(narrowest.getValue(), rule));
  }

  /** An equality excludes more than a range, a range more than a bound; else the first is taken. */
  private static Map.@Nullable Entry<Field, Interval> narrowest(Map<Field, Interval> intervals) {
    Map.Entry<Field, Interval> narrowest = null;
    for (Map.Entry<Field, Interval> entry : intervals.entrySet()) {
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
   * @param lookup a number no other lookup of the subtask has
   */
  void candidates(Event event, long lookup, List<HostedRule> out) {
    for (NumberIndex field : numbers) {
      field.candidates(event, lookup, out);
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
