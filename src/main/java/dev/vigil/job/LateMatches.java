package dev.vigil.job;

import dev.vigil.event.Event;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.DeadLetterSerializer;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Reason;
import dev.vigil.serial.VersionedType;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Readings that passed the intake of an idle source and still came too late for the matcher, as
 * dead letters. They have counted as evaluated; their bytes are gone.
 */
final class LateMatches {
  private LateMatches() {}

  static DataStream<DeadLetter> letters(DataStream<Event> late) {
    return late.map(LateMatches::letter)
        .returns(new VersionedType<>(DeadLetter.class, new DeadLetterSerializer()))
        .name("late for the matcher")
        .uid("late-matches");
  }

  private static DeadLetter letter(Event event) {
    return new DeadLetter(
        Reason.LATE,
        "its source was idle, and other sources went on: " + event,
        event.schema().stream(),
        new RawRecord(
            event.channel(),
            RawRecord.NO_PARTITION,
            event.offset(),
            RawRecord.NO_TIMESTAMP,
            null,
            null),
        0,
        event.arrival());
  }
}
