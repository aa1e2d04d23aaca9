package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.NfaGraph.Edge;
import dev.vigil.engine.NfaGraph.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.flink.cep.nfa.StateTransitionAction;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
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

  /**
   * What a stage took.
   *
   * @param before what was taken before, or null
   * @param number of the reading among those of the key
   */
  record Taken(@Nullable Taken before, String stage, Reading reading, long number) {}

  /**
   * A partial match.
   *
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

    Partial at(Node next) {
      return next == node ? this : new Partial(next, last, start, startNumber);
    }

    Partial take(Node next, Taken taken) {
      return hasBegun()
          ? new Partial(next, taken, start, startNumber)
          : new Partial(next, taken, taken.reading().timestamp(), taken.number());
    }
  }

  @Override
  public Collection<Map<String, List<Reading>>> process(Reading reading) throws Exception {
    readings++;
    graph.conditions().of(reading);
    PriorityQueue<Partial> next = new PriorityQueue<>(BY_START);
    List<Partial> matched = new ArrayList<>();
    List<Partial> reached = new ArrayList<>();
    for (Partial partial : partials) {
      reached.clear();
      follow(partial, reading, reached);
      boolean stopped = false;
      int kept = 0;
      for (Partial found : reached) {
        if (found.node().isFinal()) {
          matched.add(found);
        } else if (found.node().isStop()) {
          stopped = true;
        } else {
          reached.set(kept++, found);
        }
      }
      if (!stopped) {
        next.addAll(reached.subList(0, kept));
      }
    }
    List<Map<String, List<Reading>>> matches = complete(matched, next);
    partials = next;
    return matches;
  }

  /** Adds where a partial match is after the reading; the start stays beside what it begins. */
  private void follow(Partial partial, Reading reading, List<Partial> reached) throws Exception {
    GraphConditions conditions = graph.conditions();
    conditions.of(new Path(partial, reading));
    for (Edge edge : open(partial.node())) {
      if (edge.action() == StateTransitionAction.IGNORE) {
        if (!partial.node().isStart()) {
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
    if (partial.node().isStart()) {
      reached.add(Partial.atStart(partial.node()));
    }
  }

  /** The edges that take or ignore the reading, of the state and those it goes on to freely. */
  private List<Edge> open(Node from) throws Exception {
    List<Edge> open = new ArrayList<>(4);
    Deque<Node> nodes = new ArrayDeque<>(4);
    nodes.push(from);
    while (!nodes.isEmpty()) {
      for (Edge edge : nodes.pop().edges()) {
        if (graph.conditions().holds(edge.condition())) {
          if (edge.action() == StateTransitionAction.PROCEED) {
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
    Deque<Node> nodes = new ArrayDeque<>(4);
    nodes.push(from);
    while (!nodes.isEmpty()) {
      for (Edge edge : nodes.pop().edges()) {
        if (edge.action() == StateTransitionAction.PROCEED
            && graph.conditions().holds(edge.condition())) {
          if (edge.target().isFinal()) {
            return edge.target();
          }
          nodes.push(edge.target());
        }
      }
    }
    return null;
  }

  /** What stages have taken, for conditions that ask. */
  private record Path(Partial partial, Reading reading)
      implements IterativeCondition.Context<Reading> {
    @Override
    public Iterable<Reading> getEventsForPattern(String stage) {
      ArrayDeque<Reading> found = new ArrayDeque<>();
      for (Taken taken = partial.last(); taken != null; taken = taken.before()) {
        if (taken.stage().equals(stage)) {
          found.addFirst(taken.reading());
        }
      }
      return found;
    }

    @Override
    public long timestamp() {
      return reading.timestamp();
    }

    @Override
    public long currentProcessingTime() {
      return System.currentTimeMillis();
    }
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
      matches.add(taken(match));
    }
    return matches;
  }

  /** Drops what the skip strategy drops after a match. */
  private void prune(Partial match, PriorityQueue<Partial> from) {
    switch (graph.afterMatch().strategy()) {
      case NO_SKIP -> {}
      case SKIP_TO_NEXT -> from.removeIf(other -> other.startNumber() <= match.startNumber());
      case SKIP_PAST_LAST_EVENT -> {
        long last = match.last() == null ? 0 : match.last().number();
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
    return path(match).stream()
        .filter(taken -> taken.stage().equals(stage))
        .mapToLong(Taken::number)
        .toArray();
  }

  private static List<Taken> path(Partial partial) {
    ArrayDeque<Taken> path = new ArrayDeque<>();
    for (Taken taken = partial.last(); taken != null; taken = taken.before()) {
      path.addFirst(taken);
    }
    return new ArrayList<>(path);
  }

  private static Map<String, List<Reading>> taken(Partial match) {
    Map<String, List<Reading>> stages = new LinkedHashMap<>();
    for (Taken taken : path(match)) {
      stages.computeIfAbsent(taken.stage(), unused -> new ArrayList<>()).add(taken.reading());
    }
    return stages;
  }

  @Override
  public Expired advance(long time) {
    PriorityQueue<Partial> next = new PriorityQueue<>(BY_START);
    List<Partial> matched = new ArrayList<>();
    List<TimedOut> timedOut = new ArrayList<>();
    for (Partial partial : partials) {
      if (due(partial) > time) {
        next.add(partial);
      } else if (partial.node().isPending()) {
        matched.add(partial);
      } else if (graph.alertOnTimeout()) {
        timedOut.add(new TimedOut(taken(partial), due(partial)));
      }
    }
    List<Map<String, List<Reading>>> matches = complete(matched, next);
    partials = next;
    return matches.isEmpty() && timedOut.isEmpty()
        ? Expired.NOTHING
        : new Expired(matches, timedOut);
  }

  private long due(Partial partial) {
    return graph.within() > 0 && !partial.node().isStart()
        ? partial.start() + graph.within()
        : NEVER;
  }

  @Override
  public long deadline(long now) {
    long earliest = NEVER;
    for (Partial partial : partials) {
      long due = due(partial);
      earliest = due > now ? Math.min(earliest, due) : earliest;
    }
    return earliest;
  }

  @Override
  public boolean isIdle() {
    return completed.isEmpty() && partials.stream().noneMatch(Partial::hasBegun);
  }

  @Override
  public Map<Object, Waiting> waiting() {
    Map<Object, Waiting> found = new HashMap<>();
    for (Partial partial : partials) {
      String missing = partial.node().missing();
      if (partial.hasBegun() && missing != null) {
        found.putIfAbsent(partial.startNumber(), new Waiting(partial.start(), missing));
      }
    }
    return found;
  }

  @Override
  public Set<Object> partials() {
    Set<Object> found = new HashSet<>();
    for (Partial partial : partials) {
      if (partial.hasBegun()) {
        found.add(partial.startNumber());
      }
    }
    return found;
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
  public int kind() {
    return Engine.GRAPH;
  }

  @Override
  public void write(ReadingSerializer format, DataOutputView out) throws java.io.IOException {
    GraphFormat.write(this, format, out);
  }
}
