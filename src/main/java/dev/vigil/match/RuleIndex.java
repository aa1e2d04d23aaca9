package dev.vigil.match;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Term;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which rules an event of one stream may start a match of. A rule stands under one comparable
 * conjunct of each condition that its first reading may satisfy; a rule without such a conjunct is
 * named for every event.
 */
final class RuleIndex {
  private final List<HostedRule> always = new ArrayList<>();
  private final Thresholds[] numbers;
  private final Texts[] texts;

  RuleIndex(Schema schema, Collection<HostedRule> rules) {
    Map<String, Thresholds> byNumber = new LinkedHashMap<>();
    Map<String, Texts> byText = new LinkedHashMap<>();
    for (HostedRule rule : rules) {
      if (rule.starts.isEmpty()) {
        always.add(rule);
      }
      for (Checked start : rule.starts) {
        add(rule, start, schema, byNumber, byText);
      }
    }
    numbers = byNumber.values().toArray(new Thresholds[0]);
    for (Thresholds field : numbers) {
      field.sort();
    }
    texts = byText.values().toArray(new Texts[0]);
  }

  private void add(
      HostedRule rule,
      Checked start,
      Schema schema,
      Map<String, Thresholds> byNumber,
      Map<String, Texts> byText) {
    Term.Compare compare = null;
    for (Term term : start.terms()) {
      Field field = schema.field(term.field());
      if (field == null) {
        return; // unknown of every event of this stream: it can start nothing here
      }
      if (term instanceof Term.Equal equal) {
        byText.computeIfAbsent(field.name(), name -> new Texts(field)).add(equal.text(), rule);
        return;
      }
      if (term instanceof Term.Compare candidate && better(candidate, compare)) {
        compare = candidate;
      }
    }
    if (compare == null) {
      always.add(rule);
      return;
    }
    Field field = schema.field(compare.field());
    if (field != null) {
      byNumber.computeIfAbsent(field.name(), name -> new Thresholds(field)).add(compare, rule);
    }
  }

  /** An equality excludes more than a bound. */
  private static boolean better(
      Term.Compare candidate, Term.@org.jspecify.annotations.Nullable Compare known) {
    return known == null
        || (candidate.operator() == Term.Operator.EQUAL && known.operator() != Term.Operator.EQUAL);
  }

  /**
   * Adds every rule that the event may start, once each.
   *
   * @param lookup a number no other lookup of the subtask has
   */
  void candidates(Event event, long lookup, List<HostedRule> out) {
    for (Thresholds field : numbers) {
      field.candidates(event, lookup, out);
    }
    for (Texts field : texts) {
      field.candidates(event, lookup, out);
    }
    for (int i = 0; i < always.size(); i++) {
      name(always.get(i), lookup, out);
    }
  }

  private static void name(HostedRule rule, long lookup, List<HostedRule> out) {
    if (rule.named != lookup) {
      rule.named = lookup;
      out.add(rule);
    }
  }

  /** Rules by a bound on one numeric field. */
  private static final class Thresholds {
    private final Field field;
    private final List<Bound> above = new ArrayList<>();
    private final List<Bound> below = new ArrayList<>();
    private final Map<Double, List<HostedRule>> equal = new HashMap<>();

    Thresholds(Field field) {
      this.field = field;
    }

    void add(Term.Compare term, HostedRule rule) {
      Bound bound = new Bound(term.constant(), term.operator(), rule);
      switch (term.operator()) {
        case GREATER, GREATER_OR_EQUAL -> above.add(bound);
        case LESS, LESS_OR_EQUAL -> below.add(bound);
        case EQUAL ->
            equal.computeIfAbsent(term.constant() + 0.0, unused -> new ArrayList<>()).add(rule);
      }
    }

    void sort() {
      above.sort((a, b) -> Double.compare(a.constant, b.constant));
      below.sort((a, b) -> Double.compare(b.constant, a.constant));
    }

    void candidates(Event event, long lookup, List<HostedRule> out) {
      if (!event.has(field.slot())) {
        return;
      }
      double value =
          field.type() == FieldType.DOUBLE
              ? event.getDouble(field.slot())
              : event.getLong(field.slot());
      met(above, value, lookup, out);
      met(below, value, lookup, out);
      if (!equal.isEmpty()) {
        for (HostedRule rule : equal.getOrDefault(value + 0.0, List.of())) {
          name(rule, lookup, out);
        }
      }
    }

    /** The bounds lie from the weakest to the strongest: past one that is not met, none is. */
    private static void met(List<Bound> bounds, double value, long lookup, List<HostedRule> out) {
      for (int i = 0; i < bounds.size(); i++) {
        Bound bound = bounds.get(i);
        if (bound.operator.test(value, bound.constant)) {
          name(bound.rule, lookup, out);
        } else if (value != bound.constant) {
          return;
        }
      }
    }
  }

  private record Bound(double constant, Term.Operator operator, HostedRule rule) {}

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
          name(rule, lookup, out);
        }
      }
    }
  }
}
