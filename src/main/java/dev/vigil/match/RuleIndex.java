package dev.vigil.match;

import dev.vigil.condition.Checked;
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

/**
 * Says which rules an event of one stream may start a match of. A rule stands at one {@link Place}
 * for each condition that its first reading may satisfy, and is named for the events that come by
 * there. A number is a field, a signal, or what a condition makes of them; each is worked out once
 * for all rules.
 */
final class RuleIndex {
  private final List<HostedRule> always = new ArrayList<>();
  private final NumberIndex[] numbers;
  private final MultipleIndex[] multiples;
  private final Texts[] texts;

  RuleIndex(Schema schema, Collection<HostedRule> rules) {
    Entries entries = new Entries();
    for (HostedRule rule : rules) {
      if (rule.starts.isEmpty()) {
        always.add(rule);
      }
      for (Checked start : rule.starts) {
        entries.add(rule, Place.of(start.terms(), rule, schema));
      }
    }
    numbers =
        entries.byNumber.entrySet().stream()
            .map(entry -> new NumberIndex(entry.getKey(), entry.getValue()))
            .toArray(NumberIndex[]::new);
    multiples =
        entries.byPair.entrySet().stream()
            .map(entry -> new MultipleIndex(entry.getKey(), entry.getValue()))
            .toArray(MultipleIndex[]::new);
    texts = entries.byText.values().toArray(new Texts[0]);
  }

  /** What the index is made of: the rules at each place. */
  private final class Entries {
    private final Map<Measure, List<Bounded>> byNumber = new LinkedHashMap<>();
    private final Map<Pair, List<Multiple>> byPair = new LinkedHashMap<>();
    private final Map<Field, Texts> byText = new LinkedHashMap<>();

    void add(HostedRule rule, Place place) {
      if (place instanceof Place.Everywhere) {
        always.add(rule);
      } else if (place instanceof Place.AtText at) {
        byText.computeIfAbsent(at.field(), Texts::new).add(at.text(), rule);
      } else if (place instanceof Place.AtNumber at) {
        byNumber
            .computeIfAbsent(at.measure(), unused -> new ArrayList<>())
            .add(new Bounded(at.interval(), rule));
      } else if (place instanceof Place.AtMultiple at) {
        byPair
            .computeIfAbsent(at.pair(), unused -> new ArrayList<>())
            .add(new Multiple(at.operator(), at.factor(), rule));
      } else if (place instanceof Place.AtEach at) {
        at.places().forEach(each -> add(rule, each));
      }
    }
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
