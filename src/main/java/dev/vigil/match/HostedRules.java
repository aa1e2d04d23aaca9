package dev.vigil.match;

import dev.vigil.event.Keys;
import dev.vigil.rule.Catalog;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules that a matcher hosts, by id and by the keys that they go by. */
final class HostedRules {
  private final Catalog catalog;
  private final FedSignals fed;
  private final Map<String, HostedRule> byId = new LinkedHashMap<>();
  private final Map<Long, HostedRule> byNumber = new HashMap<>();
  private final Map<String, RuleGroup> groups = new HashMap<>();
  private List<RuleGroup> inTurn = List.of();

  HostedRules(Catalog catalog, FedSignals fed) {
    this.catalog = catalog;
    this.fed = fed;
  }

  @Nullable HostedRule find(String id) {
    return byId.get(id);
  }

  /** The rule of a number in state, or null where it is in force no longer. */
  @Nullable HostedRule find(long number) {
    return byNumber.get(number);
  }

  /** Puts a rule in the place of the one of its id: signals that both want go on. */
  void put(HostedRule rule) {
    fed.add(rule, rule.revision());
    remove(rule.id());
    byId.put(rule.id(), rule);
    byNumber.put(rule.number, rule);
    groups.computeIfAbsent(rule.spec, this::newGroup).put(rule);
    inTurn = List.copyOf(groups.values());
  }

  private RuleGroup newGroup(String spec) {
    return new RuleGroup(Keys.prefix(spec), catalog, name -> fed.since(spec, name));
  }

  /** Removes and returns the rule of an id, if there is one. */
  @Nullable HostedRule remove(String id) {
    HostedRule rule = byId.remove(id);
    RuleGroup group = rule == null ? null : groups.get(rule.spec);
    if (rule != null && group != null) {
      byNumber.remove(rule.number);
      fed.remove(rule);
      group.remove(rule);
      if (group.isEmpty()) {
        groups.remove(rule.spec);
        inTurn = List.copyOf(groups.values());
      }
    }
    return rule;
  }

  /** The rules of a key's spec. There are few specs, and so no text is made to look them up. */
  @Nullable RuleGroup group(String key) {
    for (int i = 0; i < inTurn.size(); i++) {
      if (key.startsWith(inTurn.get(i).prefix())) {
        return inTurn.get(i);
      }
    }
    return null;
  }

  /** The signals that keys of a spec have. */
  SignalLayout layout(String spec) {
    RuleGroup group = groups.get(spec);
    return group == null ? SignalLayout.EMPTY : group.layout();
  }

  /** Rules and keys that have something open. */
  long open() {
    long open = 0;
    for (HostedRule rule : byId.values()) {
      open += rule.open();
    }
    return open;
  }
}
