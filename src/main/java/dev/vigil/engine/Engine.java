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
  /** Nothing can be said of what is waited for but that it may be any reading. */
  public static final long ANY_READING = 0;

  private final Plan plan;
  private final MatchBuffer buffer;
  private final EngineKind kind;
  private @Nullable Chain chain;
  private @Nullable NfaGraph graph;
  private @Nullable RuleNfa nfa;

  private Engine(Plan plan, MatchBuffer buffer, EngineKind kind) {
    this.plan = plan;
    this.buffer = buffer;
    this.kind = kind;
  }

  /** The engine that suits the plan best. */
  public static Engine of(Plan plan, MatchBuffer buffer) {
    return new Engine(plan, buffer, EngineKind.of(plan));
  }

  /** An engine of a kind that can run the plan. */
  public static Engine of(EngineKind kind, Plan plan, MatchBuffer buffer) {
    return new Engine(plan, buffer, kind);
  }

  /** How it runs. */
  EngineKind kind() {
    return kind;
  }

  /** Of nothing open yet. */
  public OpenMatches start() {
    return switch (kind) {
      case CHAIN -> new ChainMatches(chain());
      case GRAPH -> new GraphMatches(graph());
      case NFA -> new NfaMatches(nfa());
      case RUN -> throw new IllegalStateException("a run has no partial matches");
    };
  }

  /**
   * Reads what {@link OpenMatches#write} wrote; it stays with the kind of engine that wrote it.
   *
   * @throws IOException if the rule cannot be run so
   */
  public OpenMatches read(EngineKind written, ReadingSerializer readings, DataInputView in)
      throws IOException {
    return switch (written) {
      case CHAIN -> ChainMatches.read(chain(), readings, in);
      case GRAPH -> GraphFormat.read(graph(), readings, in);
      case NFA -> new NfaMatches(nfa(), nfa().format().read(readings, in));
      case RUN -> throw new IOException("a run has no partial matches");
    };
  }

  /**
   * Whether a reading that begins no match may change matches of which only this is known.
   *
   * @param awaited as {@link OpenMatches#awaited} told it
   */
  public boolean moves(long awaited, Reading reading) {
    return awaited == ANY_READING || chain().moves(awaited, reading);
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

  private Chain chain() {
    if (chain == null) {
      chain =
          Chain.of(plan)
              .orElseThrow(() -> new IllegalStateException("its matches may branch or overtake"));
    }
    return chain;
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
