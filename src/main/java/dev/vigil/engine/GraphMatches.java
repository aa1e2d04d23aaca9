package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.NfaGraph.Edge;
import dev.vigil.engine.NfaGraph.Node;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.flink.cep.nfa.StateTransitionAction;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What is open of an {@link NfaGraph}. It goes along the edges as Flink's {@code NFA} does, in the
 * same order; but each partial match has its own path, linked back to the start and shared with
 * those that branched off, and so no buffer has to be searched, locked and released.
 */
final class GraphMatches implements OpenMatches {
  private static final Comparator<Partial> BY_START =
      Comparator.comparingLong(Partial::startNumber);

  private final NfaGraph graph;
  private PriorityQueue<Partial> partials = new PriorityQueue<>(BY_START);
  private final PriorityQueue<Partial> completed = new PriorityQueue<>(BY_START);
  private long readings;

  /** Of nothing open yet. */
  GraphMatches(NfaGraph graph) {
    this(graph, 0);
    partials.add(Partial.atStart(graph.start()));
  }

  /** Of nothing at all, not even a start. */
  GraphMatches(NfaGraph graph, long readings) {
    this.graph = graph;
    this.readings = readings;
  }

  @Override
  public Collection<Map<String, List<Reading>>> process(Reading reading, Missed missed)
      throws Exception {
    readings++;
    graph.conditions().of(reading);
    PriorityQueue<Partial> next = null; // until one of them moves, the queue stays as it is
    List<Partial> matched = new ArrayList<>(0);
    List<Partial> ended = new ArrayList<>(0);
    int unmoved = 0;
    for (Partial partial : partials) {
      graph.conditions().of(partial);
      if (!stays(partial)) {
        if (next == null) {
          next = first(unmoved);
        }
        if (!keep(follow(partial, reading), next, matched)) {
          ended.add(partial);
        }
      } else if (next == null) {
        unmoved++;
      } else {
        next.add(partial);
      }
    }
    if (next == null) {
      return List.of();
    }
    List<Map<String, List<Reading>>> matches = complete(matched, next);
    partials = next;
    tell(ended, missed);
    return matches;
  }

  /**
   * Tells of those that wanted one more stage, unless they branched off one that is there still.
   */
  private void tell(List<Partial> ended, Missed missed) {
    Set<Long> told = new HashSet<>(0);
    for (Partial partial : ended) {
      String stage = partial.node().missing();
      if (stage != null
          && partial.hasBegun()
          && !lives(partial)
          && told.add(partial.startNumber())) {
        missed.missed(partial.start(), stage);
      }
    }
  }

  private boolean lives(Partial partial) {
    return isAmong(partials, partial.startNumber()) || isAmong(completed, partial.startNumber());
  }

  private static boolean isAmong(Collection<Partial> open, long startNumber) {
    for (Partial partial : open) {
      if (partial.startNumber() == startNumber) {
        return true;
      }
    }
    return false;
  }

  /** The first so many of those that are open. */
  private PriorityQueue<Partial> first(int count) {
    PriorityQueue<Partial> first = new PriorityQueue<>(BY_START);
    for (Partial partial : partials) {
      if (first.size() == count) {
        break;
      }
      first.add(partial);
    }
    return first;
  }

  /**
   * Sorts out where a partial match has come to: an end, a stop that ends all of it, or on; says
   * whether anything is left of it.
   */
  private static boolean keep(
      List<Partial> reached, Collection<Partial> open, List<Partial> matched) {
    boolean stopped = false;
    int before = open.size() + matched.size();
    for (Partial found : reached) {
      if (found.node().isFinal()) {
        matched.add(found);
      }
      stopped |= found.node().isStop();
    }
    for (Partial found : reached) {
      if (!stopped && !found.node().isFinal()) {
        open.add(found);
      }
    }
    return open.size() + matched.size() > before;
  }

  /**
   * Whether a partial match, whose conditions are in hand, only ignores the reading, as most do
   * with most. Ignored by no edge it ends, and by two it becomes two.
   */
  private boolean stays(Partial partial) throws Exception {
    Node node = partial.node();
    List<Edge> edges = node.edges();
    int ignored = 0;
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      if (graph.conditions().holds(edge.condition())) {
        if (edge.action() != StateTransitionAction.IGNORE || edge.target() != node) {
          return false;
        }
        ignored++;
      }
    }
    return node.isStart() || ignored == 1;
  }

  /**
   * Where a partial match, whose conditions are in hand, is after the reading; the start stays
   * beside what it begins.
   */
  private List<Partial> follow(Partial partial, Reading reading) throws Exception {
    List<Edge> edges = open(partial.node());
    boolean start = partial.node().isStart();
    if (edges.isEmpty()) {
      return start ? List.of(partial) : List.of();
    }
    List<Partial> reached = new ArrayList<>(edges.size() + 1);
    for (Edge edge : edges) {
      if (edge.action() == StateTransitionAction.IGNORE) {
        if (!start) {
          reached.add(partial.at(edge.target()));
        }
      } else {
        Taken taken = new Taken(partial.last(), edge.source().stage(), reading, readings);
        reached.add(partial.take(edge.target(), taken));
        Node end = end(edge.target());
        if (end != null) {
          reached.add(partial.take(end, taken));
        }
      }
    }
    if (start) {
      reached.add(partial);
    }
    return reached;
  }

  /** The edges that take or ignore the reading, of the state and those it goes on to freely. */
  private List<Edge> open(Node from) throws Exception {
    List<Edge> open = new ArrayList<>(2);
    Deque<Node> nodes = null;
    for (Node node = from; node != null; node = nodes == null ? null : nodes.poll()) {
      List<Edge> edges = node.edges();
      for (int i = 0; i < edges.size(); i++) {
        Edge edge = edges.get(i);
        if (graph.conditions().holds(edge.condition())) {
          if (edge.action() == StateTransitionAction.PROCEED) {
            nodes = nodes == null ? new ArrayDeque<>(4) : nodes;
            nodes.push(edge.target());
          } else {
            open.add(edge);
          }
        }
      }
    }
    return open;
  }

  /** The end, where it is reached freely; else null. */
  private @Nullable Node end(Node from) throws Exception {
    Deque<Node> nodes = null;
    for (Node node = from; node != null; node = nodes == null ? null : nodes.poll()) {
      List<Edge> edges = node.edges();
      for (int i = 0; i < edges.size(); i++) {
        Edge edge = edges.get(i);
        if (edge.action() == StateTransitionAction.PROCEED
            && graph.conditions().holds(edge.condition())) {
          if (edge.target().isFinal()) {
            return edge.target();
          }
          nodes = nodes == null ? new ArrayDeque<>(4) : nodes;
          nodes.push(edge.target());
        }
      }
    }
    return null;
  }

  /**
   * The matches that count, by the skip strategy: while one that began earlier is still open, a
   * match waits.
   */
  private List<Map<String, List<Reading>>> complete(
      List<Partial> matched, PriorityQueue<Partial> open) {
    completed.addAll(matched);
    if (completed.isEmpty()) {
      return List.of();
    }
    List<Map<String, List<Reading>>> matches = new ArrayList<>();
    for (Partial match = completed.peek(); match != null; match = completed.peek()) {
      Partial earliest = open.peek();
      if (graph.afterMatch().skips() && earliest != null && BY_START.compare(match, earliest) > 0) {
        break;
      }
      completed.poll();
      prune(match, open);
      prune(match, completed);
      matches.add(match.taken());
    }
    return matches;
  }

  /** Drops what the skip strategy drops after a match. */
  private void prune(Partial match, PriorityQueue<Partial> from) {
    switch (graph.afterMatch().strategy()) {
      case NO_SKIP -> {}
      case SKIP_TO_NEXT -> from.removeIf(other -> other.startNumber() <= match.startNumber());
      case SKIP_PAST_LAST_EVENT -> {
        long last = match.lastNumber();
        from.removeIf(other -> other.startNumber() <= last);
      }
      case SKIP_TO_FIRST -> {
        long[] numbers = numbers(match, graph.afterMatch().stage());
        from.removeIf(other -> numbers.length > 0 && other.startNumber() < numbers[0]);
      }
      case SKIP_TO_LAST -> {
        long[] numbers = numbers(match, graph.afterMatch().stage());
        from.removeIf(
            other -> numbers.length > 0 && other.startNumber() < numbers[numbers.length - 1]);
      }
    }
  }

  /** Numbers of the readings that a stage took, in order. */
  private static long[] numbers(Partial match, @Nullable String stage) {
    return match.path().stream()
        .filter(taken -> taken.stage().equals(stage))
        .mapToLong(Taken::number)
        .toArray();
  }

  @Override
  public Expired advance(long time, Missed missed) {
    PriorityQueue<Partial> next = new PriorityQueue<>(BY_START);
    List<Partial> matched = new ArrayList<>();
    List<TimedOut> timedOut = new ArrayList<>();
    List<Partial> ended = new ArrayList<>();
    for (Partial partial : partials) {
      if (due(partial) > time) {
        next.add(partial);
      } else if (partial.node().isPending()) {
        matched.add(partial);
      } else if (graph.alertOnTimeout()) {
        timedOut.add(new TimedOut(partial.taken(), due(partial)));
      } else {
        ended.add(partial);
      }
    }
    List<Map<String, List<Reading>>> matches = complete(matched, next);
    partials = next;
    tell(ended, missed);
    return matches.isEmpty() && timedOut.isEmpty()
        ? Expired.NOTHING
        : new Expired(matches, timedOut);
  }

  /**
   * When the partial match is over if nothing comes. Flink knows no gap within loops and before
   * groups; here one ends whatever it is that waits.
   */
  private long due(Partial partial) {
    Taken last = partial.last();
    if (last == null) {
      return NEVER;
    }
    long due = graph.within() > 0 ? partial.start() + graph.within() : NEVER;
    return graph.maxGap() > 0 ? Math.min(due, last.reading().timestamp() + graph.maxGap()) : due;
  }

  @Override
  public long deadline(long now) {
    Partial oldest = partials.peek();
    if (oldest != null && graph.maxGap() == 0 && oldest.hasBegun() && due(oldest) > now) {
      return due(oldest); // none that began later is over sooner
    }
    long earliest = NEVER;
    for (Partial partial : partials) {
      long due = due(partial);
      earliest = due > now ? Math.min(earliest, due) : earliest;
    }
    return earliest;
  }

  @Override
  public boolean isIdle() {
    Partial oldest = partials.peek(); // the start comes after all that have begun
    return completed.isEmpty() && (oldest == null || !oldest.hasBegun());
  }

  /** Readings taken in so far. */
  long readings() {
    return readings;
  }

  /** Partial matches in the order in which they are looked at. */
  Collection<Partial> open() {
    return partials;
  }

  /** Matches that wait for an earlier one to be decided. */
  Collection<Partial> completed() {
    return completed;
  }

  @Override
  public EngineKind kind() {
    return EngineKind.GRAPH;
  }

  @Override
  public void write(ReadingSerializer format, DataOutputView out) throws IOException {
    GraphFormat.write(this, format, out);
  }
}
