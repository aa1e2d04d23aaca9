package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.NfaGraph.Node;
import dev.vigil.serial.Numbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes {@link GraphMatches}: readings and the parts of paths once, however many share them. */
final class GraphFormat {
  private static final int NONE = -1;

  /** The start number of a partial match that has none; there is no reading 0. */
  private static final long AT_START = 0;

  private final ReadingSerializer format;
  private final IdentityHashMap<Reading, Integer> readings = new IdentityHashMap<>(4);
  private final IdentityHashMap<Taken, Integer> taken = new IdentityHashMap<>(4);
  private final DataOutputSerializer readingBytes = new DataOutputSerializer(64);
  private final DataOutputSerializer takenBytes = new DataOutputSerializer(64);

  private GraphFormat(ReadingSerializer format) {
    this.format = format;
  }

  static void write(GraphMatches matches, ReadingSerializer format, DataOutputView out)
      throws IOException {
    GraphFormat image = new GraphFormat(format);
    DataOutputSerializer partials = new DataOutputSerializer(64);
    image.write(matches.open(), partials);
    image.write(matches.completed(), partials);
    Numbers.writeCount(matches.readings(), out);
    Numbers.writeCount(image.readings.size(), out);
    out.write(image.readingBytes.getSharedBuffer(), 0, image.readingBytes.length());
    Numbers.writeCount(image.taken.size(), out);
    out.write(image.takenBytes.getSharedBuffer(), 0, image.takenBytes.length());
    out.write(partials.getSharedBuffer(), 0, partials.length());
  }

  private void write(Collection<Partial> partials, DataOutputView out) throws IOException {
    Numbers.writeCount(partials.size(), out);
    for (Partial partial : partials) {
      Numbers.writeText(partial.node().name(), out);
      Numbers.writeSigned(number(partial.last()), out);
      Numbers.writeCount(partial.hasBegun() ? partial.startNumber() : AT_START, out);
      if (partial.hasBegun()) {
        format.writeTime(partial.start(), out);
      }
    }
  }

  /** The number of a part of a path; what comes before it has a smaller one. */
  private int number(@Nullable Taken last) throws IOException {
    List<Taken> unknown = new ArrayList<>();
    Taken at = last;
    while (at != null && !taken.containsKey(at)) {
      unknown.add(at);
      at = at.before();
    }
    for (int i = unknown.size() - 1; i >= 0; i--) {
      Taken next = unknown.get(i);
      Numbers.writeSigned(known(next.before()), takenBytes);
      Numbers.writeText(next.stage(), takenBytes);
      Numbers.writeCount(number(next.reading()), takenBytes);
      Numbers.writeCount(next.number(), takenBytes);
      taken.put(next, taken.size());
    }
    return known(last);
  }

  private int known(@Nullable Taken at) {
    return at == null ? NONE : taken.getOrDefault(at, NONE);
  }

  private int number(Reading reading) throws IOException {
    Integer known = readings.get(reading);
    if (known != null) {
      return known;
    }
    format.serialize(reading, readingBytes);
    readings.put(reading, readings.size());
    return readings.size() - 1;
  }

  static GraphMatches read(NfaGraph graph, ReadingSerializer format, DataInputView in)
      throws IOException {
    GraphMatches matches = new GraphMatches(graph, format.readNumber(in));
    List<Reading> readings = new ArrayList<>();
    for (int n = format.readSize(in); n > 0; n--) {
      readings.add(format.deserialize(in));
    }
    List<Taken> taken = new ArrayList<>();
    for (int n = format.readSize(in); n > 0; n--) {
      int before = format.readIndex(in);
      taken.add(
          new Taken(
              before == NONE ? null : taken.get(before),
              format.readName(in),
              readings.get(format.readSize(in)),
              format.readNumber(in)));
    }
    read(graph, taken, format, in, matches.open());
    read(graph, taken, format, in, matches.completed());
    return matches;
  }

  private static void read(
      NfaGraph graph,
      List<Taken> taken,
      ReadingSerializer format,
      DataInputView in,
      Collection<Partial> into)
      throws IOException {
    for (int n = format.readSize(in); n > 0; n--) {
      Node node = graph.node(format.readName(in));
      int last = format.readIndex(in);
      into.add(read(node, last == NONE ? null : taken.get(last), format, in));
    }
  }

  private static Partial read(
      Node node, @Nullable Taken last, ReadingSerializer format, DataInputView in)
      throws IOException {
    if (format.isWide()) {
      return new Partial(node, last, in.readLong(), in.readLong());
    }
    long number = Numbers.readCount(in);
    return number == AT_START
        ? Partial.atStart(node)
        : new Partial(node, last, format.readTime(in), number);
  }
}
