package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.plan.Plan;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.core.memory.DataInputView;
import org.jspecify.annotations.Nullable;

/** Opens the matches of one rule, for any key. */
public final class Engine {
  /** The number of Flink's NFA. */
  public static final int NFA = 0;

  static final int CHAIN = 1;

  static final int GRAPH = 2;

  private final Plan plan;
  private final MatchBuffer buffer;
  private final boolean plain;
  private final @Nullable Chain chain;
  private @Nullable NfaGraph graph;
  private @Nullable RuleNfa nfa;

  private Engine(Plan plan, MatchBuffer buffer, boolean plain, @Nullable Chain chain) {
    this.plan = plan;
    this.buffer = buffer;
    this.plain = plain;
    this.chain = chain;
  }

  /** The engine that suits the plan best. */
  public static Engine of(Plan plan, MatchBuffer buffer) {
    return new Engine(plan, buffer, false, Chain.of(plan).orElse(null));
  }

  /** An engine that goes along the edges of Flink's NFA, whatever the plan. */
  static Engine graph(Plan plan, MatchBuffer buffer) {
    return new Engine(plan, buffer, false, null);
  }

  /** Flink's NFA itself, whatever the plan. */
  public static Engine nfa(Plan plan, MatchBuffer buffer) {
    return new Engine(plan, buffer, true, null);
  }

  /** The number of the engine that opens matches. */
  int kind() {
    if (chain != null) {
      return CHAIN;
    }
    // Flink alone knows which states a gap ends.
    return plain || plan.maxGap() > 0 ? NFA : GRAPH;
  }

  /** Of nothing open yet. */
  public OpenMatches start() {
    if (chain != null) {
      return new ChainMatches(chain);
    }
    return kind() == GRAPH ? new GraphMatches(graph()) : new NfaMatches(nfa());
  }

  /**
   * Reads what {@link OpenMatches#write} wrote; what an NFA had open stays with it.
   *
   * @param kind the number of the engine that wrote it
   */
  public OpenMatches read(int kind, ReadingSerializer readings, DataInputView in)
      throws IOException {
    if (kind == NFA) {
      return new NfaMatches(nfa(), nfa().format().read(readings, in));
    }
    if (kind == CHAIN && chain != null) {
      return ChainMatches.read(chain, readings, in);
    }
    if (kind == GRAPH) {
      return GraphFormat.read(graph(), readings, in);
    }
    throw new IOException("open matches of an engine that this rule has not: " + kind);
  }

  /**
   * Reads what an NFA had open, where the rule has no NFA any more.
   *
   * @return the reading that is all it had taken, where it had taken exactly one
   */
  public static Optional<Reading> readWithoutNfa(ReadingSerializer readings, DataInputView in)
      throws IOException {
    Collection<Lockable<Reading>> taken = new NfaFormat().read(readings, in).events().values();
    return taken.size() == 1 ? Optional.of(taken.iterator().next().getElement()) : Optional.empty();
  }

  private NfaGraph graph() {
    if (graph == null) {
      graph = new NfaGraph(RuleNfa.compile(plan), plan);
    }
    return graph;
  }

  private RuleNfa nfa() {
    if (nfa == null) {
      nfa = new RuleNfa(plan, buffer);
    }
    return nfa;
  }
}
