package dev.vigil.match;

import dev.vigil.condition.Reading;
import dev.vigil.engine.Engine;
import dev.vigil.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the open matches of a spilled key wait for: of most readings of such keys it can be told
 * that they change nothing, without asking the state backend what is open. Keys that wait for the
 * same share it.
 *
 * @param waiting the rules that have something open, each with what it waits for
 */
record Awaited(List<Waiting> waiting) {
  /**
   * A rule of which something is open.
   *
   * @param awaited as {@link dev.vigil.engine.OpenMatches#awaited} told it
   */
  record Waiting(HostedRule rule, long awaited) {
    boolean moves(Event event) {
      if (rule.gone() != null) {
        return true;
      }
      try {
        return rule.plan.streams().contains(event.schema().stream())
            && rule.engine.moves(awaited, Reading.of(event));
      } catch (RuntimeException e) {
        return true; // it fails once more when it is evaluated, and is set aside then
      }
    }
  }

  Awaited {
    waiting = List.copyOf(waiting);
  }

  /** That of a key; empty where any of its readings may change what is open, or its signals. */
  static Optional<Awaited> of(KeyState key) {
    if (key.signals().length > 0) {
      return Optional.empty();
    }
    List<Waiting> waiting = new ArrayList<>(key.rules.size());
    for (RuleState state : key.rules) {
      long awaited =
          state.matches == null || state.alert != null
              ? Engine.ANY_READING
              : state.matches.awaited();
      if (awaited == Engine.ANY_READING) {
        return Optional.empty();
      }
      waiting.add(new Waiting(state.rule, awaited));
    }
    return Optional.of(new Awaited(waiting));
  }

  /** Whether an event that begins no match may change more than when the key was seen. */
  boolean changesBy(Event event) {
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).moves(event)) {
        return true;
      }
    }
    return false;
  }
}
