package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.event.Durations;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private final Decoding decoding;
  private final String stream;
  private final Tree.Reader tree;
  private final @Nullable Split split;
  private final TimeFormat.TimeReader time;
  private final FieldPath timePath;
  private final List<Field> fields;
  private final FieldPath[] paths;
  private final boolean[] inKey;
  private final Set<String> nullTexts;
  private final double[] nullNumbers;
  private String channelSource = "";
  private int channelPartition;
  private String channel = "";

  Decoder(Decoding decoding) {
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
    nullTexts = decoding.nulls();
    nullNumbers = numbers(decoding.nulls());
  }

  private static double[] numbers(Set<String> texts) {
    return texts.stream()
        .flatMap(text -> Decoder.number(text).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Numbers.decimal(text)).filter(value -> !value.isNaN());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a record.
   *
   * @param now wall-clock time, epoch milliseconds: when it arrived
   */
  public void decode(RawRecord record, long now, Consumer<Received> out) {
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
      for (int i = 0; i < parts.size(); i++) {
        byte[] bytes = parts.get(i).toString().getBytes(StandardCharsets.UTF_8);
        one(new Tree(root, parts.get(i), record.withValue(bytes)), i, now, out);
      }
    } catch (Refused e) {
      out.accept(rejected(e, record, 0, now));
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
        new Event(decoding.schema(), time(part, now), channel(part.record(), number), offset(part));
    for (int i = 0; i < paths.length; i++) {
      JsonNode node = paths[i].find(part);
      if (node != null && !isMissing(node)) {
        FieldValue.set(event, fields.get(i), node);
      }
      if (inKey[i] && event.value(fields.get(i)) == null) {
        throw new Refused(Reason.NO_KEY, "key field " + fields.get(i).name() + " is missing");
      }
    }
    return event;
  }

  private static long offset(Tree part) {
    return part.record().offset();
  }

  private long time(Tree part, long now) throws Refused {
    long at;
    if (decoding.time() instanceof TimeFormat.OfRecord) {
      at = part.record().timestamp();
      if (at == RawRecord.NO_TIMESTAMP) {
        throw new Refused(Reason.NO_TIME, "the record has no time of its own");
      }
    } else {
      JsonNode node = timePath.find(part);
      if (node == null || isMissing(node)) {
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

  private boolean isMissing(JsonNode node) {
    if (node.isTextual()) {
      return nullTexts.contains(node.textValue().strip());
    }
    if (node.isNumber() && nullNumbers.length > 0) {
      double value = node.doubleValue();
      return Arrays.stream(nullNumbers).anyMatch(missing -> missing == value);
    }
    return node.isNull() || node.isMissingNode();
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
