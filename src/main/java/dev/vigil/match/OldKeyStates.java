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
import dev.vigil.match.KeyStateFormat.Rules;
import dev.vigil.signal.Signal;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads images of keys of the first two versions, which name rules and schemas in full. */
final class OldKeyStates {
  /** In which every rule had an NFA, those about a run as well. */
  static final int ALL_NFA = 1;

  /** In which numbers had as many bytes as they can need. */
  static final int WIDE = 2;

  private final AlertSerializer alerts = new AlertSerializer();
  private final SchemaTable known;
  private final long restoredAt;

  /**
   * A reader for one subtask.
   *
   * @param restoredAt the last revision of a rule at which images may have been written
   */
  OldKeyStates(SchemaTable known, long restoredAt) {
    this.known = known;
    this.restoredAt = restoredAt;
  }

  /** Reads what follows the version. */
  KeyState read(int version, String key, DataInputDeserializer in, Rules rules) throws IOException {
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

  private void readSignals(KeyState key, SignalLayout layout, DataInputDeserializer in)
      throws IOException {
    key.layOut(layout);
    Signal[] signals = key.signals();
    for (int n = in.readInt(); n > 0; n--) {
      int slot = layout.slot(in.readUTF());
      int version = in.readInt();
      byte[] state = new byte[in.readInt()];
      in.readFully(state);
      if (slot >= 0 && layout.since(slot) <= restoredAt) {
        signals[slot].read(version, new DataInputDeserializer(state));
      }
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
    state.resolvingBy = rule.resolvesBy();
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
