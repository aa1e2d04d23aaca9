package dev.vigil.match;

import dev.vigil.engine.ReadingSerializer;
import dev.vigil.engine.SchemaTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;

/**
 * The matcher's keyed state: an image of each key, when it was seen since, and the events of it
 * that wait for time.
 */
final class MatchState {
  private static final String KEYS = "keys";
  private static final String SEEN = "seen";
  private static final String BUFFERED = "buffered";
  private static final int BUFFERED_VERSION = 3;

  /** In which one matcher may have hosted all rules. */
  private static final int UNDER_ANY_KEY = 2;

  /** In which an image told its schemas in full. */
  private static final int WIDE = 1;

  private final KeyedStateBackend<Object> backend;
  private final SchemaTable schemas;
  private final ValueState<byte[]> images;
  private final ValueState<Long> seen;
  private final ValueState<byte[]> buffered;
  private Set<String> storedBuffers = new HashSet<>();

  @SuppressWarnings("unchecked") // the key of the matcher's input is text
  MatchState(KeyedStateBackend<?> backend, SchemaTable schemas) throws Exception {
    this.backend = (KeyedStateBackend<Object>) backend;
    this.schemas = schemas;
    this.images = state(KEYS, BytePrimitiveArraySerializer.INSTANCE);
    this.seen = state(SEEN, LongSerializer.INSTANCE);
    this.buffered = state(BUFFERED, BytePrimitiveArraySerializer.INSTANCE);
  }

  private <T> ValueState<T> state(String name, TypeSerializer<T> serializer) throws Exception {
    return backend.getPartitionedState(
        VoidNamespace.INSTANCE,
        VoidNamespaceSerializer.INSTANCE,
        new ValueStateDescriptor<>(name, serializer));
  }

  /** Images of keys, for the working set. */
  WorkingSet.Images keys() {
    return new WorkingSet.Images() {
      @Override
      public Stream<String> keys() {
        return keysOf(KEYS);
      }

      @Override
      public byte[] read(String key) throws IOException {
        backend.setCurrentKey(key);
        byte[] image = images.value();
        if (image == null) {
          throw new IOException("the state backend has lost a key's state");
        }
        return image;
      }

      @Override
      public void write(String key, byte[] image) throws IOException {
        backend.setCurrentKey(key);
        images.update(image);
      }

      @Override
      public void clear(String key) {
        backend.setCurrentKey(key);
        images.clear();
      }

      @Override
      public Stream<String> seen() {
        return keysOf(SEEN);
      }

      @Override
      public long readSeen(String key) throws IOException {
        backend.setCurrentKey(key);
        return seen.value();
      }

      @Override
      public void writeSeen(String key, long time) throws IOException {
        backend.setCurrentKey(key);
        seen.update(time);
      }

      @Override
      public void clearSeen(String key) {
        backend.setCurrentKey(key);
        seen.clear();
      }
    };
  }

  private Stream<String> keysOf(String name) {
    return backend.getKeys(name, VoidNamespace.INSTANCE).map(String.class::cast);
  }

  /** Writes the events that wait, and clears what no longer does. */
  void writeBuffered(OrderingBuffer buffer) throws IOException {
    Map<String, List<RoutedEvent>> byKey = new HashMap<>();
    buffer.forEach(
        routed -> byKey.computeIfAbsent(routed.key(), key -> new ArrayList<>()).add(routed));
    for (String key : storedBuffers) {
      if (!byKey.containsKey(key)) {
        backend.setCurrentKey(key);
        buffered.clear();
      }
    }
    for (Map.Entry<String, List<RoutedEvent>> entry : byKey.entrySet()) {
      backend.setCurrentKey(entry.getKey());
      buffered.update(image(entry.getValue()));
    }
    storedBuffers = new HashSet<>(byKey.keySet());
  }

  /**
   * Gives back the events that waited, by key, in the order of their arrival, as streams are now.
   *
   * @param out takes them
   * @param underAnyKey takes those of the time when one matcher hosted the rules of all keys
   */
  void readBuffered(Consumer<RoutedEvent> out, Consumer<RoutedEvent> underAnyKey)
      throws IOException {
    try (Stream<String> keys = keysOf(BUFFERED)) {
      keys.forEach(storedBuffers::add);
    }
    for (String key : storedBuffers) {
      backend.setCurrentKey(key);
      byte[] image = buffered.value();
      read(key, image, image[0] == BUFFERED_VERSION ? out : underAnyKey);
    }
  }

  private byte[] image(List<RoutedEvent> events) throws IOException {
    long near = events.get(0).event().timestamp();
    ReadingSerializer format = new ReadingSerializer(schemas, near);
    DataOutputSerializer body = new DataOutputSerializer(64 * events.size());
    for (RoutedEvent routed : events) {
      format.writeEvent(routed.event(), body);
    }
    DataOutputSerializer out = new DataOutputSerializer(body.length() + 128);
    out.writeByte(BUFFERED_VERSION);
    out.writeLong(near);
    format.writeSources(out);
    out.writeInt(events.size());
    out.write(body.getSharedBuffer(), 0, body.length());
    return out.getCopyOfBuffer();
  }

  private void read(String key, byte[] image, Consumer<RoutedEvent> out) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(image);
    int version = in.readUnsignedByte();
    if (version != BUFFERED_VERSION && version != UNDER_ANY_KEY && version != WIDE) {
      throw new IOException(
          "waiting events of version " + version + "; known is " + BUFFERED_VERSION);
    }
    ReadingSerializer format =
        version == WIDE
            ? ReadingSerializer.readSchemas(schemas, in)
            : ReadingSerializer.readSources(schemas, in.readLong(), in);
    for (int n = in.readInt(); n > 0; n--) {
      out.accept(new RoutedEvent(key, schemas.current(format.readEvent(in))));
    }
  }
}
