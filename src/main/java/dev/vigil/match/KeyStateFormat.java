package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertSerializer;
import dev.vigil.condition.Reading;
import dev.vigil.engine.Engine;
import dev.vigil.engine.EngineKind;
import dev.vigil.engine.OpenMatches;
import dev.vigil.engine.ReadingSerializer;
import dev.vigil.engine.SchemaTable;
import dev.vigil.event.Keys;
import dev.vigil.signal.Signal;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The image of a key in the state backend: one compact entry that names its rules, its signals and
 * the schemas of its readings, and so can be read when any of them has changed since.
 */
final class KeyStateFormat {
  private static final int VERSION = 2;

  /** In which every rule had an NFA, those about a run as well. */
  private static final int ALL_NFA = 1;

  private final AlertSerializer alerts = new AlertSerializer();
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
    if (version != VERSION && version != ALL_NFA) {
      throw new IOException("a key's state of version " + version + "; known is " + VERSION);
    }
    ReadingSerializer readings = ReadingSerializer.readSchemas(known, in);
    KeyState state = new KeyState(key);
    state.lastSeen = in.readLong();
    state.scheduled = in.readLong();
    readSignals(state, rules.layout(Keys.specOf(key)), in);
    for (int n = in.readInt(); n > 0; n--) {
      readRule(version, readings, rules, in, state);
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
    out.writeBoolean(state.rise != null);
    if (state.rise != null) {
      readings.serialize(state.rise, out);
    }
    out.writeBoolean(state.matches != null);
    if (state.matches != null) {
      DataOutputSerializer matches = new DataOutputSerializer(64);
      state.matches.write(readings, matches);
      out.writeByte(state.matches.kind().number());
      out.writeInt(matches.length());
      out.write(matches.getSharedBuffer(), 0, matches.length());
    }
  }

  private void readRule(
      int version, ReadingSerializer readings, Rules rules, DataInputDeserializer in, KeyState key)
      throws IOException {
    HostedRule rule = rules.find(in.readUTF(), in.readUTF());
    boolean held = in.readBoolean();
    long lastKnown = in.readLong();
    long resolvingSince = in.readLong();
    long lastAlert = in.readLong();
    Alert alert = in.readBoolean() ? alerts.deserialize(in) : null;
    Open open = version == ALL_NFA ? readNfa(rule, readings, in) : readOpen(rule, readings, in);
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
    state.rise = open.rise;
    state.matches = open.matches;
    key.rules.add(state);
  }

  /** What a rule has open: a run, or partial matches, or neither. */
  private record Open(@Nullable Reading rise, @Nullable OpenMatches matches) {}

  private static Open readOpen(
      @Nullable HostedRule rule, ReadingSerializer readings, DataInputDeserializer in)
      throws IOException {
    Reading rise = in.readBoolean() ? readings.deserialize(in) : null;
    if (!in.readBoolean()) {
      return new Open(rise, null);
    }
    EngineKind kind = EngineKind.of(in.readUnsignedByte());
    byte[] matches = new byte[in.readInt()];
    in.readFully(matches);
    return rule == null
        ? new Open(rise, null)
        : new Open(rise, rule.engine.read(kind, readings, new DataInputDeserializer(matches)));
  }

  private static Open readNfa(
      @Nullable HostedRule rule, ReadingSerializer readings, DataInputDeserializer in)
      throws IOException {
    if (!in.readBoolean()) {
      return new Open(null, null);
    }
    return rule == null || rule.plan.run() != null
        ? new Open(Engine.readWithoutNfa(readings, in).orElse(null), null)
        : new Open(null, rule.engine.read(EngineKind.NFA, readings, in));
  }
}
