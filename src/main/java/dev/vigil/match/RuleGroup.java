package dev.vigil.match;

import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The rules of one key spec: their index for each stream, and the signals they share. */
final class RuleGroup {
  private final String prefix;
  private final Catalog catalog;
  private final ToLongFunction<String> fedSince;
  private final Map<String, HostedRule> rules = new LinkedHashMap<>();
  private final Map<String, RuleIndex> indexes = new HashMap<>();
  private SignalLayout layout = SignalLayout.EMPTY;
  private boolean changed;
  private @Nullable Schema last;
  private @Nullable RuleIndex lastIndex;

  /**
   * A group without a rule yet.
   *
   * @param fedSince the revision since which a signal has been fed, by its name
   */
  RuleGroup(String prefix, Catalog catalog, ToLongFunction<String> fedSince) {
    this.prefix = prefix;
    this.catalog = catalog;
    this.fedSince = fedSince;
  }

  /** What the keys of its spec begin with. */
  String prefix() {
    return prefix;
  }

  void put(HostedRule rule) {
    rules.put(rule.id(), rule);
    change();
  }

  void remove(HostedRule rule) {
    rules.remove(rule.id());
    change();
  }

  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Laid out anew when it is asked for after a change: rules often come by the thousands. */
  SignalLayout layout() {
    if (changed) {
      changed = false;
      SignalLayout next = SignalLayout.of(rules.values(), fedSince);
      layout = next.isLike(layout) ? layout : next; // keys that are laid out like it stay so
      for (HostedRule rule : rules.values()) {
        rule.slots = layout.slots(rule);
      }
    }
    return layout;
  }

  /** Adds the rules that the event may start, with the key's signals as the layout has them. */
  void candidates(Event event, long lookup, List<HostedRule> out) {
    double[] signals = layout().values(); // the index is built over their slots
    index(event.schema()).candidates(event, signals, lookup, out);
  }

  @SuppressWarnings("ReferenceEquality") // by design: most readings are of the last one's stream
  private RuleIndex index(Schema read) {
    RuleIndex index = lastIndex;
    if (index == null || read != last) {
      index = indexes.get(read.stream());
      if (index == null) {
        index = build(read);
        indexes.put(read.stream(), index);
      }
      last = read;
      lastIndex = index;
    }
    return index;
  }

  /** An index is built when a reading asks for it: rules often come by the hundreds. */
  private RuleIndex build(Schema read) {
    Schema schema = catalog.schema(read.stream());
    return schema == null
        ? new RuleIndex(read, List.of())
        : new RuleIndex(
            schema,
            rules.values().stream()
                .filter(rule -> rule.plan.streams().contains(schema.stream()))
                .toList());
  }

  private void change() {
    changed = true;
    indexes.clear();
    lastIndex = null;
  }
}
