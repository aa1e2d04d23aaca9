package dev.vigil.match;

import dev.vigil.engine.OpenMatches.Waiting;
import dev.vigil.match.Observation.NearMiss;
import dev.vigil.plan.Run;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of partial matches that wanted one more stage and ended without it. */
final class NearMisses {
  /** Tells nothing, and costs nothing. */
  static final NearMisses UNTOLD = new NearMisses(miss -> {}, false);

  private final Consumer<NearMiss> out;
  private boolean told;

  private NearMisses(Consumer<NearMiss> out, boolean told) {
    this.out = out;
    this.told = told;
  }

  static NearMisses to(Consumer<NearMiss> out) {
    return new NearMisses(out, true);
  }

  /** The input is over: what still waits is not decided. */
  void end() {
    told = false;
  }

  /** The partial matches that want one more stage; of none is told while an alert is open. */
  Map<Object, Waiting> waiting(RuleState state) {
    if (!told || state.alert != null) {
      return Map.of();
    }
    if (state.rise != null) {
      return Map.of(state.rise, new Waiting(state.rise.timestamp(), Run.HOLD));
    }
    return state.matches == null ? Map.of() : state.matches.waiting();
  }

  /** Tells of those that are there no more. While an alert is open, none is missed. */
  void ended(KeyState key, RuleState state, Map<Object, Waiting> before, long time) {
    if (!told || before.isEmpty() || state.alert != null) {
      return;
    }
    if (state.matches != null && state.matches.waiting() == before) {
      return;
    }
    Set<Object> left = state.matches == null ? new HashSet<>() : state.matches.partials();
    if (state.rise != null) {
      left.add(state.rise);
    }
    before.forEach(
        (partial, waiting) -> {
          if (!left.contains(partial)) {
            out.accept(
                new NearMiss(
                    state.rule.id(),
                    key.told().values(),
                    waiting.start(),
                    time,
                    waiting.missing()));
          }
        });
  }
}
