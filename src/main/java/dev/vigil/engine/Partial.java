package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.NfaGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partial match of an {@link NfaGraph}.
 *
 * @param node where it waits
 * @param last what was taken last, or null at the start
 * @param start time of the first reading
 * @param startNumber number of the first reading; at the start above all others
 */
record Partial(Node node, @Nullable Taken last, long start, long startNumber) {
  static Partial atStart(Node node) {
    return new Partial(node, null, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  boolean hasBegun() {
    return startNumber != Long.MAX_VALUE;
  }

  /** Number of the reading taken last; 0 at the start. */
  long lastNumber() {
    return last == null ? 0 : last.number();
  }

  Partial at(Node next) {
    return next == node ? this : new Partial(next, last, start, startNumber);
  }

  Partial take(Node next, Taken taken) {
    return hasBegun()
        ? new Partial(next, taken, start, startNumber)
        : new Partial(next, taken, taken.reading().timestamp(), taken.number());
  }

  /** What was taken, in order. */
  List<Taken> path() {
    ArrayDeque<Taken> path = new ArrayDeque<>();
    for (Taken taken = last; taken != null; taken = taken.before()) {
      path.addFirst(taken);
    }
    return new ArrayList<>(path);
  }

  /** The same by stage. */
  Map<String, List<Reading>> taken() {
    Map<String, List<Reading>> stages = new LinkedHashMap<>();
    for (Taken taken : path()) {
      stages.computeIfAbsent(taken.stage(), unused -> new ArrayList<>()).add(taken.reading());
    }
    return stages;
  }
}
