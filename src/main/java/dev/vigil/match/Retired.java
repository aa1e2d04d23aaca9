package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.CloseReason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes the open alerts of rules that have changed or gone, a few at a time. What else such a rule
 * had open is dropped when its key is next touched, or with the key's time to live.
 */
final class Retired {
  private final WorkingSet keys;
  private final RuleEvaluator evaluator;
  private final Consumer<Alert> out;
  private final Deque<HostedRule> rules = new ArrayDeque<>();
  private final Deque<Orphan> orphans = new ArrayDeque<>();

  Retired(WorkingSet keys, RuleEvaluator evaluator, Consumer<Alert> out) {
    this.keys = keys;
    this.evaluator = evaluator;
    this.out = out;
  }

  private record Orphan(Alert alert, CloseReason reason) {}

  /** A rule that has gone. */
  void add(HostedRule rule) {
    if (!rule.openKeys.isEmpty()) {
      rules.add(rule);
    }
  }

  /** An open alert that outlived its rule in a savepoint. */
  void add(Alert alert, CloseReason reason) {
    if (alert.isTold()) {
      orphans.add(new Orphan(alert, reason));
    }
  }

  /** Closes at most {@code limit} alerts; they end at {@code time}, or as they opened. */
  void sweep(int limit, long time) throws IOException {
    for (int closed = 0; closed < limit && !isEmpty(); closed++) {
      Orphan orphan = orphans.poll();
      if (orphan != null) {
        long end = Math.max(time, orphan.alert.timestamp());
        out.accept(orphan.alert.closed(end, orphan.reason, 0));
      } else {
        closeNext(rules.element(), time);
        keys.spill();
      }
    }
  }

  private boolean isEmpty() {
    while (!rules.isEmpty() && rules.element().openKeys.isEmpty()) {
      rules.remove();
    }
    return orphans.isEmpty() && rules.isEmpty();
  }

  private void closeNext(HostedRule rule, long time) throws IOException {
    String name = rule.openKeys.iterator().next();
    rule.openKeys.remove(name);
    KeyState key = keys.get(name);
    RuleState state = key == null ? null : key.rule(rule);
    @Nullable CloseReason reason = rule.gone();
    if (key != null && state != null && state.alert != null && reason != null) {
      evaluator.drop(key, state, Math.max(time, state.alert.timestamp()), reason);
    }
  }
}
