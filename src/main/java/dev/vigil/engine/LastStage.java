package dev.vigil.engine;

import dev.vigil.condition.Reading;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.StateTransition;
import org.apache.flink.cep.nfa.StateTransitionAction;
import org.apache.flink.cep.nfa.compiler.NFAStateNameHandler;

/** Which states of an NFA one reading of one stage leads to a match. */
final class LastStage {
  private LastStage() {}

  /** By the name of the state, the name of the stage whose reading is missing. */
  static Map<String, String> of(Collection<State<Reading>> states) {
    Map<String, String> missing = new HashMap<>();
    for (State<Reading> state : states) {
      for (State<Reading> waiting : freely(state)) {
        if (!matches(waiting) && takesToMatch(waiting)) {
          missing.put(
              state.getName(), NFAStateNameHandler.getOriginalNameFromInternal(waiting.getName()));
        }
      }
    }
    return missing;
  }

  private static boolean takesToMatch(State<Reading> state) {
    return state.getStateTransitions().stream()
        .anyMatch(
            edge ->
                edge.getAction() == StateTransitionAction.TAKE && matches(edge.getTargetState()));
  }

  private static boolean matches(State<Reading> state) {
    return freely(state).stream().anyMatch(State::isFinal);
  }

  /** The state, and those it is in as well without another reading. */
  private static Set<State<Reading>> freely(State<Reading> state) {
    Set<State<Reading>> all = new LinkedHashSet<>();
    add(state, all);
    return all;
  }

  private static void add(State<Reading> state, Set<State<Reading>> all) {
    if (all.add(state)) {
      for (StateTransition<Reading> edge : state.getStateTransitions()) {
        if (edge.getAction() == StateTransitionAction.PROCEED) {
          add(edge.getTargetState(), all);
        }
      }
    }
  }
}
