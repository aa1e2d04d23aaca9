package dev.vigil.rollup;

import dev.vigil.event.Durations;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Which windows a reading is in, by its event time. A window starts with the time it is named. */
public sealed interface WindowKind extends Serializable {
  /** Flink's assigner of these windows. */
  WindowAssigner<Object, TimeWindow> assigner();

  /** Whether windows of a key grow together, so that one of them may go. */
  default boolean merges() {
    return false;
  }

  /** The windows in words: {@code 10m windows every 1m}. */
  String describe();

  /**
   * Windows one after the other, aligned with the epoch: those of a day are days in UTC.
   *
   * @param size their length
   */
  record Tumbling(Duration size) implements WindowKind {
    @Override
    public WindowAssigner<Object, TimeWindow> assigner() {
      return TumblingEventTimeWindows.of(size);
    }

    @Override
    public String describe() {
      return text(size) + " windows";
    }
  }

  /**
   * Windows that overlap, aligned with the epoch.
   *
   * @param size their length
   * @param every from the start of one to that of the next; not above the length
   */
  record Sliding(Duration size, Duration every) implements WindowKind {
    @Override
    public WindowAssigner<Object, TimeWindow> assigner() {
      return SlidingEventTimeWindows.of(size, every);
    }

    /** How many windows a reading is in, at most. */
    public long overlapping() {
      return (size.toMillis() + every.toMillis() - 1) / every.toMillis();
    }

    @Override
    public String describe() {
      return text(size) + " windows every " + text(every);
    }
  }

  /**
   * A window for readings that follow each other closely; it ends {@code gap} after the last.
   *
   * @param gap readings so far apart or farther are of two sessions
   */
  record Session(Duration gap) implements WindowKind {
    @Override
    public WindowAssigner<Object, TimeWindow> assigner() {
      return new SessionWindows(gap.toMillis());
    }

    @Override
    public boolean merges() {
      return true;
    }

    @Override
    public String describe() {
      return "sessions without a gap of " + text(gap);
    }
  }

  private static String text(Duration duration) {
    return Durations.format(duration.toMillis());
  }
}
