package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertSerializer;
import dev.vigil.condition.Reading;
import dev.vigil.signal.Signal;
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
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The image of a key in the state backend: one compact entry that names its rules, its signals and
 * the schemas of its readings, and so can be read when any of them has changed since.
 */
final class KeyStateFormat {
  private static final int VERSION = 1;

  private final AlertSerializer alerts = new AlertSerializer();
  private final NFAStateSerializer nfaStates = new NFAStateSerializer();
  private final EventId.EventIdSerializer eventIds = EventId.EventIdSerializer.INSTANCE;
  private final NodeId.NodeIdSerializer nodeIds = new NodeId.NodeIdSerializer();
  private final Lockable.LockableTypeSerializer<SharedBufferNode> nodes =
      new Lockable.LockableTypeSerializer<>(new SharedBufferNodeSerializer());
  private final SchemaTable known;

  KeyStateFormat(SchemaTable known) {
    this.known = known;
  }

  /** Where the rules of an image are looked up when it is read. */
  interface Rules {
    /** The rule in force whose state this is, or null where there is none any more. */
    @Nullable HostedRule find(String rule, String fingerprint);

    /** Called for each open alert whose rule is no longer in force. */
    void orphaned(Alert alert);

    /** The signals that the rules of a key spec want. */
    SignalLayout layout(String spec);
  }

  byte[] write(KeyState key) throws IOException {
    ReadingSerializer readings = new ReadingSerializer();
    DataOutputSerializer body = new DataOutputSerializer(256);
    body.writeLong(key.lastSeen);
    body.writeLong(key.scheduled);
    writeSignals(key, body);
    body.writeInt(key.rules.size());
    for (RuleState state : key.rules) {
      writeRule(state, readings, body);
    }
    DataOutputSerializer out = new DataOutputSerializer(body.length() + 128);
    out.writeByte(VERSION);
    readings.writeSchemas(out);
    out.write(body.getSharedBuffer(), 0, body.length());
    return out.getCopyOfBuffer();
  }

  KeyState read(String key, byte[] image, Rules rules) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(image);
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("a key's state of version " + version + "; known is " + VERSION);
    }
    ReadingSerializer readings = ReadingSerializer.readSchemas(known, in);
    KeyState state = new KeyState(key);
    state.lastSeen = in.readLong();
    state.scheduled = in.readLong();
    readSignals(state, rules.layout(Keys.specOf(key)), in);
    for (int n = in.readInt(); n > 0; n--) {
      readRule(readings, rules, in, state);
    }
    return state;
  }

  private static void writeSignals(KeyState key, DataOutputSerializer out) throws IOException {
    SignalLayout layout = key.layout();
    out.writeInt(layout.size());
    for (int i = 0; i < layout.size(); i++) {
      out.writeUTF(layout.entry(i).name());
      out.writeInt(layout.entry(i).version());
      DataOutputSerializer state = new DataOutputSerializer(64);
      key.signals()[i].write(state);
      out.writeInt(state.length());
      out.write(state.getSharedBuffer(), 0, state.length());
    }
  }

  /** Signals that no rule wants any more are left out. */
  private static void readSignals(KeyState key, SignalLayout layout, DataInputDeserializer in)
      throws IOException {
    key.layOut(layout);
    Signal[] signals = key.signals();
    for (int n = in.readInt(); n > 0; n--) {
      int slot = layout.slot(in.readUTF());
      int version = in.readInt();
      byte[] state = new byte[in.readInt()];
      in.readFully(state);
      if (slot >= 0) {
        signals[slot].read(version, new DataInputDeserializer(state));
      }
    }
  }

  private void writeRule(RuleState state, ReadingSerializer readings, DataOutputSerializer out)
      throws IOException {
    out.writeUTF(state.rule.id());
    out.writeUTF(state.rule.plan.fingerprint());
    out.writeBoolean(state.held);
    out.writeLong(state.known);
    out.writeLong(state.resolvingSince);
    out.writeLong(state.lastAlert);
    out.writeBoolean(state.alert != null);
    if (state.alert != null) {
      alerts.serialize(state.alert, out);
    }
    out.writeBoolean(state.matches != null);
    if (state.matches != null) {
      PartialMatches matches = state.matches;
      nfaStates.serialize(matches.state, out);
      writeMap(matches.events, eventIds, new Lockable.LockableTypeSerializer<>(readings), out);
      writeMap(matches.entries, nodeIds, nodes, out);
      writeMap(matches.counts, LongSerializer.INSTANCE, IntSerializer.INSTANCE, out);
    }
  }

  private void readRule(
      ReadingSerializer readings, Rules rules, DataInputDeserializer in, KeyState key)
      throws IOException {
    HostedRule rule = rules.find(in.readUTF(), in.readUTF());
    boolean held = in.readBoolean();
    long lastKnown = in.readLong();
    long resolvingSince = in.readLong();
    long lastAlert = in.readLong();
    Alert alert = in.readBoolean() ? alerts.deserialize(in) : null;
    PartialMatches matches = in.readBoolean() ? readMatches(readings, in) : null;
    if (rule == null) {
      if (alert != null) {
        rules.orphaned(alert);
      }
      return;
    }
    RuleState state = new RuleState(rule);
    state.held = held;
    state.known = lastKnown;
    state.resolvingSince = resolvingSince;
    state.lastAlert = lastAlert;
    state.alert = alert;
    state.matches = matches;
    key.rules.add(state);
  }

  private PartialMatches readMatches(ReadingSerializer readings, DataInputDeserializer in)
      throws IOException {
    NFAState state = nfaStates.deserialize(in);
    Map<EventId, Lockable<Reading>> events =
        readMap(eventIds, new Lockable.LockableTypeSerializer<>(readings), in);
    Map<NodeId, Lockable<SharedBufferNode>> entries = readMap(nodeIds, nodes, in);
    return new PartialMatches(
        state, events, entries, readMap(LongSerializer.INSTANCE, IntSerializer.INSTANCE, in));
  }

  private static <K, V> void writeMap(
      Map<K, V> map, TypeSerializer<K> keys, TypeSerializer<V> values, DataOutputSerializer out)
      throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<K, V> entry : map.entrySet()) {
      keys.serialize(entry.getKey(), out);
      values.serialize(entry.getValue(), out);
    }
  }

  private static <K, V> Map<K, V> readMap(
      TypeSerializer<K> keys, TypeSerializer<V> values, DataInputDeserializer in)
      throws IOException {
    Map<K, V> map = new HashMap<>();
    for (int n = in.readInt(); n > 0; n--) {
      map.put(keys.deserialize(in), values.deserialize(in));
    }
    return map;
  }
}
