package dev.vigil.io.format;

import dev.vigil.event.Event;

/** What a source emits: a reading, or why there is none. */
public sealed interface Received {
  /** Wall-clock time at which it was read, epoch milliseconds. */
  long arrival();

  /**
   * A reading, with its bytes kept until it is known not to be late.
   *
   * @param event the reading
   * @param record what it was read from
   * @param part which reading of the record, from 0
   */
  record Reading(Event event, RawRecord record, int part) implements Received {
    @Override
    public long arrival() {
      return event.arrival();
    }

    /** The dead letter this reading becomes when it is not evaluated after all. */
    public DeadLetter refused(Reason reason, String detail) {
      return new DeadLetter(reason, detail, event.schema().stream(), record, part, arrival());
    }
  }

  /** A record or a part of it that is no reading. */
  record Rejected(DeadLetter letter) implements Received {
    @Override
    public long arrival() {
      return letter.arrival();
    }
  }
}
