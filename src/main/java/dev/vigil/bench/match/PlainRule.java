package dev.vigil.bench.match;

import dev.vigil.event.Event;
import java.util.function.Predicate;

/** A rule of one station as a loop follows it that knows nothing of engines: what is right. */
interface PlainRule {
  /** No match. */
  long NONE = Long.MIN_VALUE;

  /** Takes the station's next reading: the start of the match that it completes, or none. */
  long take(Event event);

  /** A condition that has held for so many milliseconds; once for as long as it holds. */
  static PlainRule holds(Predicate<Event> when, long hold) {
    return new PlainRule() {
      private long start = NONE;
      private boolean told;

      @Override
      public long take(Event event) {
        if (!when.test(event)) {
          start = NONE;
          told = false;
          return NONE;
        }
        start = start == NONE ? event.timestamp() : start;
        if (told || event.timestamp() - start < hold) {
          return NONE;
        }
        told = true;
        return start;
      }
    };
  }

  /** One reading and later another; the first of several that wait is the one that is told. */
  static PlainRule followed(Predicate<Event> first, Predicate<Event> second) {
    return new PlainRule() {
      private long start = NONE;

      @Override
      public long take(Event event) {
        long began = start;
        if (began != NONE && second.test(event)) {
          start = NONE;
          return began;
        }
        if (began == NONE && first.test(event)) {
          start = event.timestamp();
        }
        return NONE;
      }
    };
  }
}
