package dev.vigil.backtest;

import dev.vigil.alert.Alert;
import dev.vigil.rule.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a change of rules adds and removes, alert by alert: two are the same that have rule, key and
 * first reading in common. Remembers only alerts that the other side does not have.
 */
public final class Comparison implements ReplayListener {
  private static final String OLD = " (old)";

  private final Map<String, Rule> before = new LinkedHashMap<>();
  private final Map<String, Rule> after = new LinkedHashMap<>();
  private final Map<Place, Deque<Long>> added = new HashMap<>();
  private final Map<Place, Deque<Long>> removed = new HashMap<>();

  private record Place(String rule, String key, long start) {}

  /**
   * An alert that one side has and the other has not.
   *
   * @param added whether the new rules have it
   * @param key the key's values
   * @param start first reading of its match, epoch milliseconds
   * @param at when it fired or matched
   */
  public record Difference(boolean added, String rule, String key, long start, long at) {}

  public Comparison(List<Rule> before, List<Rule> after) {
    before.forEach(rule -> this.before.put(rule.id(), rule));
    after.forEach(rule -> this.after.put(rule.id(), rule));
  }

  /** All rules of both sides; one that has not changed is replayed once. */
  public List<Variant> variants() {
    List<Variant> variants = new ArrayList<>();
    after.values().forEach(rule -> variants.add(Variant.of(rule)));
    before.values().stream()
        .filter(rule -> !unchanged(rule.id()))
        .forEach(rule -> variants.add(new Variant(rule.id() + OLD, rule)));
    return variants;
  }

  private boolean unchanged(String rule) {
    Rule old = before.get(rule);
    Rule now = after.get(rule);
    return old != null && now != null && old.text().equals(now.text());
  }

  @Override
  public void alert(Alert alert) {
    boolean old = alert.rule().endsWith(OLD);
    String rule =
        old ? alert.rule().substring(0, alert.rule().length() - OLD.length()) : alert.rule();
    if (alert.action() == Alert.Action.RESOLVE || unchanged(rule)) {
      return;
    }
    Place place = new Place(rule, RuleTally.keyText(alert), alert.start());
    Map<Place, Deque<Long>> others = old ? added : removed;
    Deque<Long> same = others.get(place);
    if (same == null) {
      (old ? removed : added)
          .computeIfAbsent(place, unused -> new ArrayDeque<>())
          .add(alert.timestamp());
      return;
    }
    same.remove();
    if (same.isEmpty()) {
      others.remove(place);
    }
  }

  /** Ids of the rules of either side. */
  public List<String> rules() {
    return Stream.concat(after.keySet().stream(), before.keySet().stream()).distinct().toList();
  }

  /** The variant that stands for a rule of the old side, or empty where it has none. */
  public List<String> old(String rule) {
    if (!before.containsKey(rule)) {
      return List.of();
    }
    return List.of(unchanged(rule) ? rule : rule + OLD);
  }

  /** The variant that stands for a rule of the new side, or empty where it has none. */
  public List<String> now(String rule) {
    return after.containsKey(rule) ? List.of(rule) : List.of();
  }

  /** All differences, in order of time. */
  public List<Difference> differences() {
    List<Difference> all = new ArrayList<>();
    list(true, added, all);
    list(false, removed, all);
    all.sort(
        Comparator.comparingLong(Difference::at)
            .thenComparing(Difference::rule)
            .thenComparing(Difference::key)
            .thenComparing(Difference::start)
            .thenComparing(Difference::added));
    return all;
  }

  private static void list(boolean added, Map<Place, Deque<Long>> from, List<Difference> into) {
    from.forEach(
        (place, times) ->
            times.forEach(
                at -> into.add(new Difference(added, place.rule, place.key, place.start, at))));
  }
}
