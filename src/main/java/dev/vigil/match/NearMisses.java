package dev.vigil.match;

import dev.vigil.match.Observation.NearMiss;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.jspecify.annotations.Nullable;

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

  /** A partial match that wants one more stage. */
  record Pending(long start, String missing) {}

  /** The input is over: what still waits is not decided. */
  void end() {
    told = false;
  }

  /** The partial matches that want one more stage, by their first readings. */
  Map<EventId, Pending> pending(RuleNfa nfa, @Nullable PartialMatches matches) {
    if (!told || matches == null) {
      return Map.of();
    }
    Map<EventId, Pending> pending = new HashMap<>();
    for (ComputationState partial : matches.state.getPartialMatches()) {
      String missing = nfa.lastMissing(partial.getCurrentStateName());
      if (partial.getStartEventID() != null && missing != null) {
        pending.putIfAbsent(
            partial.getStartEventID(), new Pending(partial.getStartTimestamp(), missing));
      }
    }
    return pending;
  }

  /** Tells of those that are there no more. While an alert is open, none is missed. */
  void ended(KeyState key, RuleState state, Map<EventId, Pending> before, long time) {
    if (!told || before.isEmpty() || state.alert != null) {
      return;
    }
    Set<EventId> left = new HashSet<>();
    if (state.matches != null) {
      for (ComputationState partial : state.matches.state.getPartialMatches()) {
        if (partial.getStartEventID() != null) {
          left.add(partial.getStartEventID());
        }
      }
    }
    before.forEach(
        (first, pending) -> {
          if (!left.contains(first)) {
            out.accept(
                new NearMiss(
                    state.rule.id(), Keys.values(key.key), pending.start, time, pending.missing));
          }
        });
  }
}
