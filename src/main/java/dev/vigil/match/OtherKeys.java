package dev.vigil.match;

import dev.vigil.event.Event;
import dev.vigil.event.KeySpec;
import dev.vigil.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;

/** Copies each event once for every key spec that rules ask for beside its stream's own. */
final class OtherKeys {
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, List<KeySpec>> specs = new HashMap<>();
  private final Counter routed;
  private final Counter unkeyed;
  private final Consumer<RoutedEvent> out;

  /**
   * Copies for no rule yet.
   *
   * @param routed counts the copies
   * @param unkeyed counts those that were not made for want of a field of the key
   * @param out takes the copies
   */
  OtherKeys(Counter routed, Counter unkeyed, Consumer<RoutedEvent> out) {
    this.routed = routed;
    this.unkeyed = unkeyed;
    this.out = out;
  }

  void put(Rule rule) {
    rules.put(rule.id(), rule);
    rebuild();
  }

  void remove(String rule) {
    if (rules.remove(rule) != null) {
      rebuild();
    }
  }

  /** Gives out the event under the other keys of its stream. */
  void route(Event event) {
    if (specs.isEmpty()) {
      return;
    }
    for (KeySpec spec : specs.getOrDefault(event.schema().stream(), List.of())) {
      spec.key(event)
          .ifPresentOrElse(
              key -> {
                routed.inc();
                out.accept(new RoutedEvent(key, event));
              },
              unkeyed::inc);
    }
  }

  private void rebuild() {
    Map<String, Set<String>> byStream = new HashMap<>();
    Map<String, KeySpec> byText = new HashMap<>();
    for (Rule rule : rules.values()) {
      KeySpec spec = new KeySpec(rule.plan().by());
      byText.put(spec.text(), spec);
      for (String stream : rule.plan().streams()) {
        byStream.computeIfAbsent(stream, unused -> new TreeSet<>()).add(spec.text());
      }
    }
    specs.clear();
    byStream.forEach(
        (stream, texts) -> {
          List<KeySpec> list = new ArrayList<>();
          texts.forEach(text -> list.add(byText.get(text)));
          specs.put(stream, list);
        });
  }
}
