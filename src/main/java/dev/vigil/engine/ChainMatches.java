package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.Chain.Ban;
import dev.vigil.engine.Chain.Step;
import dev.vigil.serial.Numbers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What is open of a {@link Chain}: for each number of stages that have taken a reading, the partial
 * matches that have come so far, in the order of their first readings. Those that have come further
 * began earlier, and so nothing has to be sorted.
 */
final class ChainMatches implements OpenMatches {
  private final Chain chain;

  /** At i, those of which i + 1 stages have taken a reading. */
  private final List<Deque<Partial>> queues;

  /** Readings taken in so far. */
  private long readings;

  ChainMatches(Chain chain) {
    this.chain = chain;
    int waiting = chain.steps().size() - (chain.end() == null ? 1 : 0);
    queues = new ArrayList<>(waiting);
    for (int i = 0; i < waiting; i++) {
      queues.add(new ArrayDeque<>(1));
    }
  }

  /**
   * A partial match.
   *
   * @param before what the stages before the last took, or null
   * @param last what the last stage took
   * @param start time of the first reading
   * @param firstNumber number of the first reading among those of the key
   * @param lastNumber number of the last
   */
  private record Partial(
      @Nullable Partial before, Reading last, long start, long firstNumber, long lastNumber) {
    static Partial of(Reading reading, long number) {
      return new Partial(null, reading, reading.timestamp(), number, number);
    }

    Partial and(Reading reading, long number) {
      return new Partial(this, reading, start, firstNumber, number);
    }
  }

  @Override
  public Collection<Map<String, List<Reading>>> process(Reading reading, Missed missed) {
    readings++;
    List<Partial> complete = List.of();
    for (int i = queues.size() - 1; i >= 0; i--) {
      Deque<Partial> waiting = queues.get(i);
      if (!waiting.isEmpty()) {
        List<Partial> done =
            i + 1 < chain.steps().size()
                ? take(waiting, i + 1, reading, missed)
                : end(waiting, chain.end(), reading);
        complete = done.isEmpty() ? complete : done;
      }
    }
    if (chain.steps().get(0).takes(reading)) {
      Partial begun = Partial.of(reading, readings);
      if (queues.isEmpty()) {
        return List.of(taken(begun));
      }
      queues.get(0).add(begun);
    }
    return complete.isEmpty() ? List.of() : matches(complete);
  }

  /** Lets a stage take the reading, for all that wait for it; returns those it completes. */
  private List<Partial> take(Deque<Partial> waiting, int stage, Reading reading, Missed missed) {
    Step step = chain.steps().get(stage);
    Ban ban = step.ban();
    if (ban != null && ban.next() && ban.hits(reading)) {
      dropThoseOfTheReadingBefore(waiting, stage, missed);
    }
    boolean stops = ban != null && !ban.next() && ban.hits(reading);
    if (!step.takes(reading)) {
      if (stops || step.strict()) {
        waiting.forEach(partial -> drop(partial, stage, missed));
        waiting.clear();
      }
      return List.of();
    }
    if (stage == queues.size()) {
      return drain(waiting, reading); // the match is complete, and a ban too late
    }
    if (stops) {
      waiting.clear();
    }
    queues.get(stage).addAll(drain(waiting, reading));
    return List.of();
  }

  private List<Partial> drain(Deque<Partial> waiting, Reading reading) {
    List<Partial> all = new ArrayList<>(waiting.size());
    for (Partial partial : waiting) {
      all.add(partial.and(reading, readings));
    }
    waiting.clear();
    return all;
  }

  /** A ban on the next reading is new only to those that took the one before. */
  private void dropThoseOfTheReadingBefore(Deque<Partial> waiting, int stage, Missed missed) {
    while (!waiting.isEmpty() && waiting.getLast().lastNumber() == readings - 1) {
      drop(waiting.removeLast(), stage, missed);
    }
  }

  /** Tells of a partial match that ends while it waits for a stage, if that is the last. */
  private void drop(Partial partial, int stage, Missed missed) {
    if (stage == chain.steps().size() - 1 && chain.end() == null) {
      missed.missed(partial.start(), chain.steps().get(stage).name());
    }
  }

  private static List<Partial> end(Deque<Partial> waiting, @Nullable Ban ban, Reading reading) {
    if (ban == null) {
      throw new IllegalStateException("nothing is waited for after the last stage");
    }
    boolean hit = ban.hits(reading);
    List<Partial> complete = ban.next() && !hit ? List.copyOf(waiting) : List.of();
    if (ban.next() || hit) {
      waiting.clear();
    }
    return complete;
  }

  /** The matches that count, in the order of their first readings. */
  private List<Map<String, List<Reading>>> matches(List<Partial> complete) {
    List<Map<String, List<Reading>>> matches = new ArrayList<>();
    long skipped = 0;
    for (Partial match : complete) {
      if (match.firstNumber() > skipped) {
        matches.add(taken(match));
        if (chain.skipsPastLast()) {
          skipped = match.lastNumber();
        }
      }
    }
    if (skipped > 0) {
      skip(skipped);
    }
    return matches;
  }

  /** Drops what began at a reading or before. */
  private void skip(long number) {
    for (Deque<Partial> waiting : queues) {
      while (!waiting.isEmpty() && waiting.getFirst().firstNumber() <= number) {
        waiting.removeFirst();
      }
    }
  }

  private Map<String, List<Reading>> taken(Partial match) {
    List<Reading> readings = readings(match);
    Map<String, List<Reading>> taken = new LinkedHashMap<>();
    for (int i = 0; i < readings.size(); i++) {
      taken.put(chain.steps().get(i).name(), List.of(readings.get(i)));
    }
    return taken;
  }

  private static List<Reading> readings(Partial match) {
    ArrayDeque<Reading> readings = new ArrayDeque<>();
    for (Partial at = match; at != null; at = at.before()) {
      readings.addFirst(at.last());
    }
    return new ArrayList<>(readings);
  }

  @Override
  public Expired advance(long time, Missed missed) {
    List<Partial> complete = List.of();
    List<TimedOut> timedOut = new ArrayList<>();
    for (int i = queues.size() - 1; i >= 0; i--) {
      List<Partial> over = over(queues.get(i), time);
      if (i + 1 == chain.steps().size() && chain.end() != null && !chain.end().next()) {
        complete = over;
      } else if (chain.alertOnTimeout()) {
        over.forEach(partial -> timedOut.add(new TimedOut(taken(partial), due(partial))));
      } else {
        int stage = i + 1;
        over.forEach(partial -> drop(partial, stage, missed));
      }
    }
    return complete.isEmpty() && timedOut.isEmpty()
        ? Expired.NOTHING
        : new Expired(matches(complete), timedOut);
  }

  private List<Partial> over(Deque<Partial> waiting, long time) {
    List<Partial> over = new ArrayList<>();
    while (!waiting.isEmpty() && due(waiting.getFirst()) <= time) {
      over.add(waiting.removeFirst());
    }
    return over;
  }

  /** When the partial match is over if nothing comes. */
  private long due(Partial partial) {
    long due = chain.within() > 0 ? partial.start() + chain.within() : NEVER;
    return chain.maxGap() > 0 ? Math.min(due, partial.last().timestamp() + chain.maxGap()) : due;
  }

  @Override
  public long deadline(long now) {
    long earliest = NEVER;
    for (Deque<Partial> waiting : queues) {
      if (!waiting.isEmpty()) {
        earliest = Math.min(earliest, due(waiting.getFirst()));
      }
    }
    return Math.max(earliest, now + 1);
  }

  @Override
  public boolean isIdle() {
    for (Deque<Partial> waiting : queues) {
      if (!waiting.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** For tests: partial matches. */
  int size() {
    int size = 0;
    for (Deque<Partial> waiting : queues) {
      size += waiting.size();
    }
    return size;
  }

  /** The numbers of readings are compared only where the next one counts. */
  @Override
  public long awaited() {
    long awaited = 0;
    for (int i = 0; i < queues.size(); i++) {
      if (!queues.get(i).isEmpty()) {
        long stage = chain.awaited(i + 1);
        if (stage == 0) {
          return Engine.ANY_READING;
        }
        awaited |= stage;
      }
    }
    return awaited;
  }

  @Override
  public EngineKind kind() {
    return EngineKind.CHAIN;
  }

  /** A reading that several partial matches have taken is written once. */
  @Override
  public void write(ReadingSerializer format, DataOutputView out) throws IOException {
    IdentityHashMap<Reading, Integer> numbers = new IdentityHashMap<>(2);
    List<Reading> all = new ArrayList<>(2);
    for (Deque<Partial> waiting : queues) {
      for (Partial partial : waiting) {
        for (Partial at = partial; at != null; at = at.before()) {
          if (numbers.putIfAbsent(at.last(), all.size()) == null) {
            all.add(at.last());
          }
        }
      }
    }
    Numbers.writeCount(readings, out);
    Numbers.writeCount(all.size(), out);
    for (Reading reading : all) {
      format.serialize(reading, out);
    }
    for (Deque<Partial> waiting : queues) {
      Numbers.writeCount(waiting.size(), out);
      for (Partial partial : waiting) {
        Numbers.writeCount(partial.firstNumber(), out);
        Numbers.writeCount(partial.lastNumber(), out);
        for (Reading reading : readings(partial)) {
          Numbers.writeCount(Objects.requireNonNull(numbers.get(reading)), out);
        }
      }
    }
  }

  static ChainMatches read(Chain chain, ReadingSerializer format, DataInputView in)
      throws IOException {
    ChainMatches matches = new ChainMatches(chain);
    matches.readings = format.readNumber(in);
    List<Reading> all = new ArrayList<>();
    for (int n = format.readSize(in); n > 0; n--) {
      all.add(format.deserialize(in));
    }
    for (int i = 0; i < matches.queues.size(); i++) {
      for (int n = format.readSize(in); n > 0; n--) {
        matches.queues.get(i).add(read(i + 1, all, format, in));
      }
    }
    return matches;
  }

  private static Partial read(
      int stages, List<Reading> all, ReadingSerializer format, DataInputView in)
      throws IOException {
    long first = format.readNumber(in);
    long last = format.readNumber(in);
    Reading begun = all.get(format.readSize(in));
    Partial partial =
        new Partial(null, begun, begun.timestamp(), first, stages == 1 ? last : first);
    for (int taken = 1; taken < stages; taken++) {
      partial = partial.and(all.get(format.readSize(in)), last);
    }
    return partial;
  }
}
