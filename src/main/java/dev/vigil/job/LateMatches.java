package dev.vigil.job;

import dev.vigil.event.Event;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.DeadLetterSerializer;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Reason;
import dev.vigil.serial.VersionedType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Readings that passed the intake of an idle source and still came too late for the matcher or a
 * window, as dead letters. They have counted as evaluated; their bytes are gone.
 */
final class LateMatches {
  /** The inverse of how a decoder names a reading's channel: {@code topic-partition#part}. */
  private static final Pattern CHANNEL =
      Pattern.compile(
          "(?<source>.+?)(-(?<partition>[0-9]{1,9}))?(#(?<part>[0-9]{1,9}))?", Pattern.DOTALL);

  private LateMatches() {}

  /** A dead letter for each reading, however often it comes. */
  static DataStream<DeadLetter> letters(DataStream<Event> late) {
    return late.keyBy(event -> event.schema().stream() + " " + event.channel(), Types.STRING)
        .process(new OnceEach(), late.getType())
        .name("late readings, each once")
        .uid("late-once")
        .map(LateMatches::letter)
        .returns(new VersionedType<>(DeadLetter.class, new DeadLetterSerializer()))
        .name("late for the matcher")
        .uid("late-matches");
  }

  private static DeadLetter letter(Event event) {
    Matcher place = CHANNEL.matcher(event.channel());
    boolean parted = place.matches();
    String partition = parted ? place.group("partition") : null;
    String part = parted ? place.group("part") : null;
    return new DeadLetter(
        Reason.LATE,
        "its source was idle, and other sources went on: " + event,
        event.schema().stream(),
        new RawRecord(
            parted ? place.group("source") : event.channel(),
            partition == null ? RawRecord.NO_PARTITION : Integer.parseInt(partition),
            event.offset(),
            RawRecord.NO_TIMESTAMP,
            null,
            null),
        part == null ? 0 : Integer.parseInt(part),
        event.arrival());
  }
}
