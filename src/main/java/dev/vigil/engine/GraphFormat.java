package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.GraphMatches.Partial;
import dev.vigil.engine.GraphMatches.Taken;
import dev.vigil.engine.NfaGraph.Node;
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

  private final ReadingSerializer format;
  private final IdentityHashMap<Reading, Integer> readings = new IdentityHashMap<>();
  private final IdentityHashMap<Taken, Integer> taken = new IdentityHashMap<>();
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
    out.writeLong(matches.readings());
    out.writeInt(image.readings.size());
    out.write(image.readingBytes.getSharedBuffer(), 0, image.readingBytes.length());
    out.writeInt(image.taken.size());
    out.write(image.takenBytes.getSharedBuffer(), 0, image.takenBytes.length());
    out.write(partials.getSharedBuffer(), 0, partials.length());
  }

  private void write(Collection<Partial> partials, DataOutputView out) throws IOException {
    out.writeInt(partials.size());
    for (Partial partial : partials) {
      out.writeUTF(partial.node().name());
      out.writeInt(number(partial.last()));
      out.writeLong(partial.start());
      out.writeLong(partial.startNumber());
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
      takenBytes.writeInt(known(next.before()));
      takenBytes.writeUTF(next.stage());
      takenBytes.writeInt(number(next.reading()));
      takenBytes.writeLong(next.number());
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
    GraphMatches matches = new GraphMatches(graph, in.readLong());
    List<Reading> readings = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      readings.add(format.deserialize(in));
    }
    List<Taken> taken = new ArrayList<>();
    for (int n = in.readInt(); n > 0; n--) {
      int before = in.readInt();
      taken.add(
          new Taken(
              before == NONE ? null : taken.get(before),
              in.readUTF(),
              readings.get(in.readInt()),
              in.readLong()));
    }
    read(graph, taken, in, matches.open());
    read(graph, taken, in, matches.completed());
    return matches;
  }

  private static void read(
      NfaGraph graph, List<Taken> taken, DataInputView in, Collection<Partial> into)
      throws IOException {
    for (int n = in.readInt(); n > 0; n--) {
      Node node = graph.node(in.readUTF());
      int last = in.readInt();
      into.add(
          new Partial(node, last == NONE ? null : taken.get(last), in.readLong(), in.readLong()));
    }
  }
}
