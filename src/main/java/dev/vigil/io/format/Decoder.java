package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.event.Durations;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes readings of records. Every record gives at least one {@link Received}: what cannot be read
 * is a dead letter, never an exception.
 *
 * <p>The first reading of a record has the record's channel and offset as its origin, the n-th
 * after it has {@code channel#n}: no two readings of a source share an origin.
 */
public final class Decoder {
  /** The end of the year 9999: later times are broken clocks, and few readers can show them. */
  private static final long LAST = 253_402_300_799_999L;

  /** How much longer than a record the readings that it is split into may be together. */
  private static final int LONGER = 16;

  private final Decoding decoding;
  private final String stream;
  private final Tree.Reader tree;
  private final @Nullable Split split;
  private final TimeFormat.TimeReader time;
  private final FieldPath timePath;
  private final List<Field> fields;
  private final FieldPath[] paths;
  private final boolean[] inKey;

  /** Fields that are the reading's time, however that is written. */
  private final boolean[] ofTime;

  private final Missing missing;
  private final @Nullable QuickJson quick;
  private String channelSource = "";
  private int channelPartition;
  private String channel = "";

  Decoder(Decoding decoding) {
    this(decoding, QuickJson.of(decoding).orElse(null));
  }

  /** One that reads plain documents with a reader of its own, or with none. */
  Decoder(Decoding decoding, @Nullable QuickJson quick) {
    this.quick = quick;
    this.decoding = decoding;
    stream = decoding.schema().stream();
    tree = decoding.encoding().reader(decoding.limits());
    String path = decoding.split();
    split = path == null ? null : Split.parse(path);
    time = decoding.time().reader();
    timePath = FieldPath.parse(decoding.timeField());
    fields = decoding.schema().fields();
    paths = fields.stream().map(decoding::path).toArray(FieldPath[]::new);
    inKey = new boolean[fields.size()];
    for (int i = 0; i < inKey.length; i++) {
      inKey[i] = decoding.schema().key().contains(fields.get(i).name());
    }
    ofTime = new boolean[fields.size()];
    boolean ofRecord = decoding.time() instanceof TimeFormat.OfRecord;
    for (int i = 0; i < ofTime.length; i++) {
      ofTime[i] =
          !ofRecord && fields.get(i).type() == FieldType.TIMESTAMP && paths[i].equals(timePath);
    }
    missing = new Missing(decoding.nulls());
  }

  /**
   * Reads a record.
   *
   * @param now wall-clock time, epoch milliseconds: when it arrived
   */
  public void decode(RawRecord record, long now, Consumer<Received> out) {
    Event plain = quick == null ? null : quickly(quick, record, now);
    if (plain != null) {
      out.accept(new Received.Reading(plain.arrivedAt(now), record, 0));
      return;
    }
    try {
      JsonNode root = root(record);
      if (split == null) {
        one(new Tree(root, root, record), 0, now, out);
        return;
      }
      List<JsonNode> parts = split.split(root);
      int most = decoding.limits().readings();
      if (parts.isEmpty()) {
        throw new Refused(Reason.EMPTY, "no readings in the record");
      }
      if (parts.size() > most) {
        throw new Refused(
            Reason.TOO_LARGE, parts.size() + " readings in one record; at most " + most);
      }
      List<byte[]> bytes = bytes(parts);
      for (int i = 0; i < parts.size(); i++) {
        one(new Tree(root, parts.get(i), record.withValue(bytes.get(i))), i, now, out);
      }
    } catch (Refused e) {
      out.accept(rejected(e, record, 0, now));
    }
  }

  /** The parts as documents of their own: rows of a table are longer with the columns' names. */
  private List<byte[]> bytes(List<JsonNode> parts) throws Refused {
    long most = (long) LONGER * decoding.limits().bytes();
    long all = 0;
    List<byte[]> documents = new ArrayList<>(parts.size());
    for (JsonNode part : parts) {
      byte[] document = part.toString().getBytes(StandardCharsets.UTF_8);
      all += document.length;
      if (all > most) {
        throw new Refused(
            Reason.TOO_LARGE, "the readings of the record have more than " + most + " bytes");
      }
      documents.add(document);
    }
    return documents;
  }

  /** The reading of a plain record; null of any other, of which its tree has more to say. */
  private @Nullable Event quickly(QuickJson reader, RawRecord record, long now) {
    byte[] bytes = record.value();
    if (bytes == null || bytes.length > decoding.limits().bytes() || !reader.read(bytes)) {
      return null;
    }
    try {
      long at = time(reader.time(), record, now);
      Event event = new Event(decoding.schema(), at, channel(record, 0), record.offset());
      reader.fill(event);
      return event;
    } catch (Refused e) {
      return null; // and refused once more, for the same reason
    }
  }

  private JsonNode root(RawRecord record) throws Refused {
    byte[] bytes = record.value();
    if (bytes == null || bytes.length == 0) {
      throw new Refused(Reason.EMPTY, "the record has no value");
    }
    if (bytes.length > decoding.limits().bytes()) {
      throw new Refused(
          Reason.TOO_LARGE,
          bytes.length + " bytes; at most " + decoding.limits().bytes() + " are read");
    }
    return tree.read(bytes);
  }

  private void one(Tree part, int number, long now, Consumer<Received> out) {
    try {
      Event event = event(part, number, now);
      out.accept(new Received.Reading(event.arrivedAt(now), part.record(), number));
    } catch (Refused e) {
      out.accept(rejected(e, part.record(), number, now));
    }
  }

  private Received rejected(Refused why, RawRecord record, int part, long now) {
    return new Received.Rejected(
        new DeadLetter(why.reason(), why.detail(), stream, record, part, now));
  }

  private Event event(Tree part, int number, long now) throws Refused {
    if (!part.reading().isObject()) {
      throw new Refused(
          Reason.WRONG_TYPE,
          part.reading().isArray() && split == null
              ? "a list where a reading belongs; 'split' in conf says how to take it apart"
              : "no fields: " + Refused.quote(part.reading().toString()));
    }
    Event event =
        new Event(
            decoding.schema(), timeOf(part, now), channel(part.record(), number), offset(part));
    for (int i = 0; i < paths.length; i++) {
      Field field = fields.get(i);
      JsonNode node = ofTime[i] ? null : paths[i].find(part);
      if (ofTime[i]) {
        event.setLong(field.slot(), event.timestamp());
      } else if (node != null && !missing.is(node, field.type())) {
        FieldValue.set(event, field, node);
      }
      if (inKey[i] && event.value(field) == null) {
        throw new Refused(Reason.NO_KEY, "key field " + field.name() + " is missing");
      }
    }
    return event;
  }

  private static long offset(Tree part) {
    return part.record().offset();
  }

  private long timeOf(Tree part, long now) throws Refused {
    boolean ofRecord = decoding.time() instanceof TimeFormat.OfRecord;
    return time(ofRecord ? null : timePath.find(part), part.record(), now);
  }

  /** The time of a reading, from its field or its record. */
  private long time(@Nullable JsonNode node, RawRecord record, long now) throws Refused {
    long at;
    if (decoding.time() instanceof TimeFormat.OfRecord) {
      at = record.timestamp();
      if (at == RawRecord.NO_TIMESTAMP) {
        throw new Refused(Reason.NO_TIME, "the record has no time of its own");
      }
    } else {
      if (node == null || missing.is(node)) {
        throw new Refused(Reason.NO_TIME, "no time at " + decoding.timeField());
      }
      at = time.read(node);
    }
    if (at <= 0 || at > LAST) {
      throw new Refused(
          Reason.NO_TIME, Instant.ofEpochMilli(at) + " is not between the years 1970 and 9999");
    }
    Duration ahead = decoding.ahead();
    if (ahead != null && at - now > ahead.toMillis()) {
      throw new Refused(
          Reason.FUTURE,
          Instant.ofEpochMilli(at)
              + " is more than "
              + Durations.format(ahead.toMillis())
              + " ahead of the wall clock");
    }
    return at;
  }

  /** The channel of a reading; that of the last partition is kept, for it rarely changes. */
  private String channel(RawRecord record, int number) {
    if (record.partition() != channelPartition || !record.source().equals(channelSource)) {
      channelSource = record.source();
      channelPartition = record.partition();
      channel = record.channel();
    }
    return number == 0 ? channel : channel + "#" + number;
  }

  @Override
  public String toString() {
    return fields.stream().map(Field::name).collect(Collectors.joining(", ", stream + "(", ")"));
  }
}
