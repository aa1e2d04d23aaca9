package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.StateTransition;
import org.apache.flink.cep.nfa.StateTransitionAction;
import org.apache.flink.cep.nfa.compiler.NFAStateNameHandler;
import org.jspecify.annotations.Nullable;

/** The states and edges of the NFA that Flink compiled of a plan. */
final class NfaGraph {
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final GraphConditions conditions = new GraphConditions();
  private final Node start;
  private final long within;
  private final long maxGap;
  private final AfterMatch afterMatch;
  private final boolean alertOnTimeout;

  NfaGraph(NFA<Reading> nfa, Plan plan) {
    Map<String, String> missing = LastStage.of(nfa.getStates());
    for (State<Reading> state : nfa.getStates()) {
      nodes.put(state.getName(), new Node(state, missing.get(state.getName())));
    }
    for (State<Reading> state : nfa.getStates()) {
      for (StateTransition<Reading> edge : state.getStateTransitions()) {
        node(state)
            .edges
            .add(
                new Edge(
                    edge.getAction(),
                    node(edge.getSourceState()),
                    node(edge.getTargetState()),
                    conditions.add(edge.getCondition())));
      }
    }
    start =
        nodes.values().stream()
            .filter(Node::isStart)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("an NFA without a start"));
    within = nfa.getWindowTime();
    maxGap = plan.maxGap();
    afterMatch = plan.afterMatch();
    alertOnTimeout = plan.alertOnTimeout();
  }

  private Node node(State<Reading> state) {
    Node node = nodes.get(state.getName());
    if (node == null) {
      throw new IllegalArgumentException("an edge to a state that is none: " + state.getName());
    }
    return node;
  }

  /** The node of a state's name. */
  Node node(String name) throws IOException {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IOException("a state that this rule's NFA has not: " + name);
    }
    return node;
  }

  Node start() {
    return start;
  }

  GraphConditions conditions() {
    return conditions;
  }

  /** Milliseconds from the first reading of a match; 0 for none. */
  long within() {
    return within;
  }

  /** Milliseconds from the last reading taken; 0 for none. */
  long maxGap() {
    return maxGap;
  }

  AfterMatch afterMatch() {
    return afterMatch;
  }

  boolean alertOnTimeout() {
    return alertOnTimeout;
  }

  /** A state. */
  static final class Node {
    private final State<Reading> state;
    private final String stage;
    private final @Nullable String missing;
    private final List<Edge> edges = new ArrayList<>();

    private Node(State<Reading> state, @Nullable String missing) {
      this.state = state;
      this.stage = NFAStateNameHandler.getOriginalNameFromInternal(state.getName());
      this.missing = missing;
    }

    String name() {
      return state.getName();
    }

    /** The stage it was made of. */
    String stage() {
      return stage;
    }

    /** The stage that alone is missing here, or null where there are more. */
    @Nullable String missing() {
      return missing;
    }

    List<Edge> edges() {
      return edges;
    }

    boolean isStart() {
      return state.isStart();
    }

    boolean isFinal() {
      return state.isFinal();
    }

    boolean isStop() {
      return state.isStop();
    }

    boolean isPending() {
      return state.isPending();
    }
  }

  /**
   * A way on.
   *
   * @param condition its number among the graph's conditions
   */
  record Edge(StateTransitionAction action, Node source, Node target, int condition) {}
}
