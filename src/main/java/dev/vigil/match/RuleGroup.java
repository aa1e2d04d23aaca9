package dev.vigil.match;

import dev.vigil.event.Event;
import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of one key spec: their index for each stream, and the signals they share. */
final class RuleGroup {
  private final String prefix;
  private final Catalog catalog;
  private final Map<String, HostedRule> rules = new LinkedHashMap<>();
  private final Map<String, RuleIndex> indexes = new HashMap<>();
  private SignalLayout layout = SignalLayout.EMPTY;

  RuleGroup(String prefix, Catalog catalog) {
    this.prefix = prefix;
    this.catalog = catalog;
  }

  /** What the keys of its spec begin with. */
  String prefix() {
    return prefix;
  }

  void put(HostedRule rule) {
    rules.put(rule.id(), rule);
    rebuild();
  }

  void remove(HostedRule rule) {
    rules.remove(rule.id());
    rebuild();
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  SignalLayout layout() {
    return layout;
  }

  /** Adds the rules that the event may start. */
  void candidates(Event event, long lookup, List<HostedRule> out) {
    RuleIndex index = indexes.get(event.schema().stream());
    if (index != null) {
      index.candidates(event, lookup, out);
    }
  }

  private void rebuild() {
    layout = SignalLayout.of(rules.values());
    Map<String, List<HostedRule>> byStream = new HashMap<>();
    for (HostedRule rule : rules.values()) {
      rule.slots = layout.slots(rule);
      for (String stream : rule.plan.streams()) {
        byStream.computeIfAbsent(stream, unused -> new ArrayList<>()).add(rule);
      }
    }
    indexes.clear();
    byStream.forEach(
        (stream, hosted) -> {
          var schema = catalog.schema(stream);
          if (schema != null) {
            indexes.put(stream, new RuleIndex(schema, hosted));
          }
        });
  }
}
