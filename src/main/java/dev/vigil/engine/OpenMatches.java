package dev.vigil.engine;

import dev.vigil.condition.Reading;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputView;

/** The open partial matches of one rule for one key. */
public interface OpenMatches {
  /** Nothing is due. */
  long NEVER = Long.MAX_VALUE;

  /**
   * Takes the key's next reading.
   *
   * @return the matches it completes, each with what its stages took
   */
  Collection<Map<String, List<Reading>>> process(Reading reading, Missed missed) throws Exception;

  /**
   * Times out what is due.
   *
   * @param time epoch milliseconds; no reading before it follows
   */
  Expired advance(long time, Missed missed) throws Exception;

  /** The earliest time after {@code now} at which a partial match may time out. */
  long deadline(long now);

  /** Whether nothing is open: forgetting all this changes no match. */
  boolean isIdle();

  /**
   * What is waited for, as {@link Engine#moves} understands it; {@link Engine#ANY_READING} where
   * any reading may change what is open.
   */
  default long awaited() {
    return Engine.ANY_READING;
  }

  /** How they are run. */
  EngineKind kind();

  /** Writes what {@link Engine#read} reads. */
  void write(ReadingSerializer readings, DataOutputView out) throws IOException;

  /**
   * Hears of partial matches that wanted one more stage, and which a step ended without it: not of
   * those that a match ended.
   */
  interface Missed {
    /** Nobody listens. */
    Missed UNTOLD = (start, stage) -> {};

    /**
     * Such a partial match.
     *
     * @param start time of its first reading
     * @param stage what it wanted
     */
    void missed(long start, String stage);
  }

  /**
   * What the passing of time brought.
   *
   * @param matches completed because nothing came
   * @param timedOut partial matches that count as alerts
   */
  record Expired(Collection<Map<String, List<Reading>>> matches, Collection<TimedOut> timedOut) {
    static final Expired NOTHING = new Expired(List.of(), List.of());
  }

  /**
   * A partial match whose time was over.
   *
   * @param taken what its stages took
   * @param time when it was over
   */
  record TimedOut(Map<String, List<Reading>> taken, long time) {}
}
