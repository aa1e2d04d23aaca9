package dev.vigil.control;

import dev.vigil.control.RecordCheck.Outcome;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import dev.vigil.serial.Texts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last good revision of every rule, and what becomes of a record about one. A record is judged
 * by nothing but the records before it, so that everyone who reads the topic comes to the same
 * rules.
 */
public final class RuleSet {
  private static final int LONGEST_NAME = 200;

  private final RecordCheck check;
  private final int limit;
  private final Map<String, RuleUpdate> live = new LinkedHashMap<>();

  RuleSet(RuleReader reader, int limit) {
    this.check = new RecordCheck(reader);
    this.limit = limit;
  }

  /** Takes in a rule that was found good before. */
  void restore(RuleUpdate good) {
    live.put(good.rule(), good);
  }

  /** The last good revision of every rule, in the order of their first. */
  public Collection<RuleUpdate> live() {
    return List.copyOf(live.values());
  }

  /** Judges a record, and takes it in if it is good. */
  public Verdict judge(ControlRecord record) {
    String key = record.key();
    byte[] value = record.value();
    if (key == null || key.isEmpty()) {
      return refused(
          "",
          record,
          RecordCheck.refuse(
              record.origin(),
              "missing-key",
              "the record " + record.origin() + " has no key; it must be the rule's id"));
    }
    RuleUpdate before = live.get(key);
    if (before != null && record.offset() < before.revision()) {
      return refused(key, record, stale(record, before));
    }
    if (value == null) {
      return deleted(key, record);
    }
    Outcome outcome = check.check(record, key, value);
    if (outcome.rule().isEmpty()) {
      return refused(key, record, outcome);
    }
    if (before == null && live.size() >= limit) {
      return refused(key, record, full(record));
    }
    return accepted(outcome.rule().get(), record, value);
  }

  private Verdict accepted(Rule rule, ControlRecord record, byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    RuleUpdate update = new RuleUpdate(rule.id(), record.offset(), text);
    live.put(rule.id(), update);
    return new Verdict.Accepted(
        update,
        RuleStatus.verdict(
            rule.id(),
            record.offset(),
            record.offset(),
            hash(value),
            state(rule.mode()),
            List.of()));
  }

  private Verdict deleted(String key, ControlRecord record) {
    live.remove(key);
    return new Verdict.Accepted(
        new RuleUpdate(key, record.offset(), null),
        RuleStatus.verdict(key, record.offset(), null, null, RuleState.DELETED, List.of()));
  }

  private Verdict refused(String key, ControlRecord record, Outcome bad) {
    RuleUpdate before = live.get(key);
    byte[] value = record.value();
    return new Verdict.Refused(
        RuleStatus.verdict(
            Texts.clean(key, key.length() <= LONGEST_NAME ? LONGEST_NAME : LONGEST_NAME - 1),
            record.offset(),
            before == null ? null : Long.valueOf(before.revision()),
            value == null ? null : hash(value),
            RuleState.REJECTED,
            StatusError.of(bad.errors())));
  }

  private Outcome full(ControlRecord record) {
    return RecordCheck.refuse(
        record.origin(), "too-many-rules", limit + " rules are live, and no more are taken");
  }

  private static Outcome stale(ControlRecord record, RuleUpdate before) {
    return RecordCheck.refuse(
        record.origin(),
        "stale-revision",
        "revision "
            + record.offset()
            + " is below revision "
            + before.revision()
            + ", which is live: the control topic is read again, or was made anew");
  }

  static RuleState state(Mode mode) {
    return switch (mode) {
      case LIVE -> RuleState.ACTIVE;
      case SHADOW -> RuleState.SHADOW;
      case OFF -> RuleState.OFF;
    };
  }

  static String hash(byte[] document) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(document);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
