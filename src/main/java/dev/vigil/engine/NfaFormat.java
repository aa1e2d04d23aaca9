package dev.vigil.engine;

import dev.vigil.condition.Reading;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.NFAStateSerializer;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNode;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNodeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes what is open of an NFA by Flink's own serializers. Not for several threads at once. */
final class NfaFormat {
  private final NFAStateSerializer states = new NFAStateSerializer();
  private final EventId.EventIdSerializer eventIds = EventId.EventIdSerializer.INSTANCE;
  private final NodeId.NodeIdSerializer nodeIds = new NodeId.NodeIdSerializer();
  private final Lockable.LockableTypeSerializer<SharedBufferNode> nodes =
      new Lockable.LockableTypeSerializer<>(new SharedBufferNodeSerializer());

  /** An NFA's state, and the three maps of its shared buffer. */
  record Image(
      NFAState state,
      Map<EventId, Lockable<Reading>> events,
      Map<NodeId, Lockable<SharedBufferNode>> entries,
      Map<Long, Integer> counts) {}

  void write(Image image, ReadingSerializer readings, DataOutputView out) throws IOException {
    states.serialize(image.state(), out);
    write(image.events(), eventIds, new Lockable.LockableTypeSerializer<>(readings), out);
    write(image.entries(), nodeIds, nodes, out);
    write(image.counts(), LongSerializer.INSTANCE, IntSerializer.INSTANCE, out);
  }

  Image read(ReadingSerializer readings, DataInputView in) throws IOException {
    NFAState state = states.deserialize(in);
    Map<EventId, Lockable<Reading>> events =
        read(eventIds, new Lockable.LockableTypeSerializer<>(readings), in);
    Map<NodeId, Lockable<SharedBufferNode>> entries = read(nodeIds, nodes, in);
    return new Image(
        state, events, entries, read(LongSerializer.INSTANCE, IntSerializer.INSTANCE, in));
  }

  private static <K, V> void write(
      Map<K, V> map, TypeSerializer<K> keys, TypeSerializer<V> values, DataOutputView out)
      throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<K, V> entry : map.entrySet()) {
      keys.serialize(entry.getKey(), out);
      values.serialize(entry.getValue(), out);
    }
  }

  private static <K, V> Map<K, V> read(
      TypeSerializer<K> keys, TypeSerializer<V> values, DataInputView in) throws IOException {
    Map<K, V> map = new HashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      map.put(keys.deserialize(in), values.deserialize(in));
    }
    return map;
  }
}
