package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.AlertSerializer;
import dev.vigil.condition.Reading;
import dev.vigil.engine.EngineKind;
import dev.vigil.engine.OpenMatches;
import dev.vigil.engine.ReadingSerializer;
import dev.vigil.engine.SchemaTable;
import dev.vigil.event.Keys;
import dev.vigil.serial.Numbers;
import dev.vigil.signal.Signal;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The image of a key in the state backend: one compact entry that names its rules, its signals and
 * the schemas of its readings, and so can be read when any of them has changed since. Times are
 * told beside the key's last reading, rules and schemas by their numbers. Not for several threads.
 */
final class KeyStateFormat {
  /** Since 5 it says since when signals have been fed, and by which condition an alert resolves. */
  private static final int VERSION = 5;

  /** Before images said by which rules they were written. */
  private static final int OF_NO_REVISION = 3;

  /** What a rule has, as bits. */
  private static final int HELD = 1;

  private static final int KNOWN = 2;
  private static final int RESOLVING = 4;
  private static final int ALERTED = 8;
  private static final int ALERT = 16;
  private static final int RISE = 32;
  private static final int MATCHES = 64;

  private final AlertSerializer alerts = new AlertSerializer();
  private final SchemaTable schemas;
  private final OldKeyStates old;
  private final long restoredAt;
  private final DataOutputSerializer image = new DataOutputSerializer(256);
  private final DataOutputSerializer body = new DataOutputSerializer(256);
  private final DataOutputSerializer part = new DataOutputSerializer(256);

  /**
   * A format for one subtask.
   *
   * @param restoredAt the last revision of a rule at which images may have been written that do not
   *     say by which
   */
  KeyStateFormat(SchemaTable schemas, long restoredAt) {
    this.schemas = schemas;
    this.restoredAt = restoredAt;
    this.old = new OldKeyStates(schemas, restoredAt);
  }

  /** A rule that is in force no longer: there is none of this number. */
  private static final long GONE = 0;

  /** Where the rules of an image are looked up when it is read. */
  interface Rules {
    /** The rule in force whose state this is, or null where there is none any more. */
    @Nullable HostedRule find(String rule, String fingerprint);

    /** The same, by the rule's number. */
    @Nullable HostedRule find(long number);

    /** The last revision of any rule that is known. */
    long revision();

    /** Called for each open alert whose rule is no longer in force. */
    void orphaned(Alert alert);

    /** The signals that the rules of a key spec want. */
    SignalLayout layout(String spec);
  }

  byte[] write(KeyState key, Rules rules) throws IOException {
    ReadingSerializer readings = new ReadingSerializer(schemas, key.lastSeen);
    body.clear();
    writeSignals(key);
    Numbers.writeCount(key.rules.size(), body);
    for (RuleState state : key.rules) {
      writeRule(state, readings);
    }
    image.clear();
    image.writeByte(VERSION);
    image.writeLong(rules.revision());
    image.writeLong(key.lastSeen);
    writeTime(key.scheduled, OpenMatches.NEVER, key.lastSeen, image);
    readings.writeSources(image);
    image.write(body.getSharedBuffer(), 0, body.length());
    return image.getCopyOfBuffer();
  }

  /**
   * Reads an image; the key is dirty where something of it had no rule any more, and was left out.
   * What was open of a rule that has gone since does not go over to one like it that came after.
   */
  KeyState read(String key, byte[] written, Rules rules) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(written);
    int version = in.readUnsignedByte();
    if (version == OldKeyStates.ALL_NFA || version == OldKeyStates.WIDE) {
      return old.read(version, key, in, rules);
    }
    if (version < OF_NO_REVISION || version > VERSION) {
      throw new IOException("a key's state of version " + version + "; known is " + VERSION);
    }
    long revision = version == OF_NO_REVISION ? restoredAt : in.readLong();
    KeyState state = new KeyState(key);
    state.dirty = false;
    state.lastSeen = in.readLong();
    state.scheduled = readTime(OpenMatches.NEVER, state.lastSeen, in);
    ReadingSerializer readings = ReadingSerializer.readSources(schemas, state.lastSeen, in);
    readSignals(state, version, revision, rules, in);
    for (int n = Numbers.readSize(in); n > 0; n--) {
      readRule(readings, version, revision, rules, in, state);
    }
    return state;
  }

  private static void writeTime(long time, long none, long near, DataOutputSerializer out)
      throws IOException {
    out.writeBoolean(time != none);
    if (time != none) {
      Numbers.writeSigned(time - near, out);
    }
  }

  private static long readTime(long none, long near, DataInputDeserializer in) throws IOException {
    return in.readBoolean() ? near + Numbers.readSigned(in) : none;
  }

  private void writeSignals(KeyState key) throws IOException {
    SignalLayout layout = key.layout();
    Numbers.writeCount(layout.size(), body);
    for (int i = 0; i < layout.size(); i++) {
      Numbers.writeText(layout.entry(i).name(), body);
      Numbers.writeCount(layout.entry(i).version(), body);
      Numbers.writeSigned(layout.since(i), body);
      part.clear();
      key.signals()[i].write(part);
      writePart();
    }
  }

  private void writePart() throws IOException {
    Numbers.writeCount(part.length(), body);
    body.write(part.getSharedBuffer(), 0, part.length());
  }

  private static byte[] readPart(DataInputDeserializer in) throws IOException {
    byte[] bytes = new byte[Numbers.readSize(in)];
    in.readFully(bytes);
    return bytes;
  }

  /** Signals that no rule wants any more are left out, and those that none wanted for a while. */
  private static void readSignals(
      KeyState key, int version, long revision, Rules rules, DataInputDeserializer in)
      throws IOException {
    SignalLayout layout = rules.layout(Keys.specOf(key.key));
    key.layOut(layout);
    Signal[] signals = key.signals();
    for (int n = Numbers.readSize(in); n > 0; n--) {
      int slot = layout.slot(Numbers.readText(in));
      int written = Numbers.readSize(in);
      long since = version == VERSION ? Numbers.readSigned(in) : 0;
      byte[] state = readPart(in);
      if (slot >= 0
          && (version == VERSION ? layout.since(slot) == since : layout.since(slot) <= revision)) {
        signals[slot].read(written, new DataInputDeserializer(state));
      }
    }
  }

  private void writeRule(RuleState state, ReadingSerializer readings) throws IOException {
    body.writeLong(state.rule.gone() == null ? state.rule.number : GONE);
    body.writeByte(
        (state.held ? HELD : 0)
            | (state.known != RuleState.NONE ? KNOWN : 0)
            | (state.resolvingSince != RuleState.NONE ? RESOLVING : 0)
            | (state.lastAlert != RuleState.NONE ? ALERTED : 0)
            | (state.alert != null ? ALERT : 0)
            | (state.rise != null ? RISE : 0)
            | (state.matches != null ? MATCHES : 0));
    writeIfKnown(state.known, readings);
    writeIfKnown(state.resolvingSince, readings);
    if (state.resolvingSince != RuleState.NONE) {
      body.writeLong(state.resolvingBy);
    }
    writeIfKnown(state.lastAlert, readings);
    if (state.alert != null) {
      alerts.serialize(state.alert, body);
    }
    if (state.rise != null) {
      readings.serialize(state.rise, body);
    }
    if (state.matches != null) {
      part.clear();
      state.matches.write(readings, part);
      body.writeByte(state.matches.kind().number());
      writePart();
    }
  }

  private void writeIfKnown(long time, ReadingSerializer readings) throws IOException {
    if (time != RuleState.NONE) {
      readings.writeTime(time, body);
    }
  }

  private void readRule(
      ReadingSerializer readings,
      int version,
      long revision,
      Rules rules,
      DataInputDeserializer in,
      KeyState key)
      throws IOException {
    HostedRule found = rules.find(in.readLong());
    HostedRule rule = found == null || found.since > revision ? null : found;
    int has = in.readUnsignedByte();
    long known = (has & KNOWN) != 0 ? readings.readTime(in) : RuleState.NONE;
    long resolvingSince = (has & RESOLVING) != 0 ? readings.readTime(in) : RuleState.NONE;
    long resolvingBy = version == VERSION && (has & RESOLVING) != 0 ? in.readLong() : 0;
    long lastAlert = (has & ALERTED) != 0 ? readings.readTime(in) : RuleState.NONE;
    Alert alert = (has & ALERT) != 0 ? alerts.deserialize(in) : null;
    Reading rise = (has & RISE) != 0 ? readings.deserialize(in) : null;
    OpenMatches matches = (has & MATCHES) != 0 ? readMatches(rule, readings, in) : null;
    if (rule == null) {
      key.dirty = true;
      if (alert != null) {
        rules.orphaned(alert);
      }
      return;
    }
    RuleState state = new RuleState(rule);
    state.held = (has & HELD) != 0;
    state.known = known;
    state.resolvingSince = resolvingSince;
    state.resolvingBy = version == VERSION ? resolvingBy : rule.resolvesBy();
    state.lastAlert = lastAlert;
    state.alert = alert;
    state.rise = rise;
    state.matches = matches;
    key.rules.add(state);
  }

  private static @Nullable OpenMatches readMatches(
      @Nullable HostedRule rule, ReadingSerializer readings, DataInputDeserializer in)
      throws IOException {
    EngineKind kind = EngineKind.of(in.readUnsignedByte());
    byte[] matches = readPart(in);
    return rule == null
        ? null
        : rule.engine.read(kind, readings, new DataInputDeserializer(matches));
  }
}
