package dev.vigil.io.format;

/**
 * A record, or one of its readings, that was not evaluated.
 *
 * @param reason the kind of failure
 * @param detail what was wrong with this one
 * @param stream the stream it came for
 * @param record its bytes and where they came from; of one reading, where it could be split off
 * @param part which reading of the record, from 0
 * @param arrival wall-clock time at which it was read, epoch milliseconds
 */
public record DeadLetter(
    Reason reason, String detail, String stream, RawRecord record, int part, long arrival) {

  /** Where it came from, unique for each dead letter of a stream. */
  public String origin() {
    return part == 0 ? record.toString() : record.channel() + "#" + part + "@" + record.offset();
  }
}
