package dev.vigil.match;

import dev.vigil.condition.Reading;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNode;

/** The open partial matches of one rule for one key: the NFA's state and what its buffer holds. */
final class PartialMatches {
  final NFAState state;
  final Map<EventId, Lockable<Reading>> events;
  final Map<NodeId, Lockable<SharedBufferNode>> entries;
  final Map<Long, Integer> counts;

  PartialMatches(NFAState state) {
    this(state, new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  PartialMatches(
      NFAState state,
      Map<EventId, Lockable<Reading>> events,
      Map<NodeId, Lockable<SharedBufferNode>> entries,
      Map<Long, Integer> counts) {
    this.state = state;
    this.events = events;
    this.entries = entries;
    this.counts = counts;
  }

  /** Whether nothing is open: only the start waits, and forgetting all this changes no match. */
  boolean isIdle() {
    if (!events.isEmpty() || !state.getCompletedMatches().isEmpty()) {
      return false;
    }
    for (ComputationState partial : state.getPartialMatches()) {
      if (partial.getStartEventID() != null) {
        return false;
      }
    }
    return true;
  }

  /** First reading of the oldest that is open, epoch milliseconds; long ago where none is. */
  long start() {
    long start = Long.MAX_VALUE;
    for (ComputationState partial : state.getPartialMatches()) {
      if (partial.getStartEventID() != null) {
        start = Math.min(start, partial.getStartTimestamp());
      }
    }
    return start == Long.MAX_VALUE ? Long.MIN_VALUE / 2 : start;
  }

  /** How many partial matches are open. */
  int size() {
    return state.getPartialMatches().size() - 1;
  }
}
