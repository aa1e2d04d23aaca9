package dev.vigil.engine;

import dev.vigil.plan.Plan;
import java.io.IOException;

/** The ways in which a rule may be run; all find the same matches. */
public enum EngineKind {
  /** Flink's own NFA and shared buffer; nothing starts so any more, but state may go on so. */
  NFA(0),
  /** Queues of partial matches that go on together. */
  CHAIN(1),
  /** The states of Flink's NFA, with a path for each partial match. */
  GRAPH(2),
  /** A run of readings, which the matcher follows by itself. */
  RUN(3);

  private final int number;

  EngineKind(int number) {
    this.number = number;
  }

  /** The kind that suits a plan best. */
  public static EngineKind of(Plan plan) {
    if (plan.run() != null) {
      return RUN;
    }
    return Chain.of(plan).isPresent() ? CHAIN : GRAPH;
  }

  /** Its number in state, the same in every release. */
  public int number() {
    return number;
  }

  /** The kind of a number in state. */
  public static EngineKind of(int number) throws IOException {
    for (EngineKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    throw new IOException("open matches of an unknown kind: " + number);
  }
}
