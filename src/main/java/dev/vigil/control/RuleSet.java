package dev.vigil.control;

import dev.vigil.control.RecordCheck.Outcome;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import dev.vigil.serial.Texts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** The highest revision that was taken: no matcher takes one below it. */
  private long highest = RuleUpdate.DIRECTORY;

  RuleSet(RuleReader reader, int limit) {
    this.check = new RecordCheck(reader);
    this.limit = limit;
  }

  /** Takes in a rule that was found good before. */
  void restore(RuleUpdate good) {
    live.put(good.rule(), good);
    taken(good.revision());
  }

  /** Takes in that a revision was taken before, be it of a rule that is no more. */
  void taken(long revision) {
    highest = Math.max(highest, revision);
  }

  /** The highest revision that was taken, of any rule. */
  long highest() {
    return highest;
  }

  /** The last good revision of every rule, in the order of their first. */
  public Collection<RuleUpdate> live() {
    return List.copyOf(live.values());
  }

  /**
   * What is to be said of the live rules. A rule that can be read no longer, as conf has changed,
   * is not among them: the matchers say that they set it aside.
   */
  List<RuleStatus> verdicts() {
    List<RuleStatus> verdicts = new ArrayList<>();
    for (RuleUpdate good : live.values()) {
      if (good.text() != null) {
        byte[] value = good.text().getBytes(StandardCharsets.UTF_8);
        String key = good.rule();
        ControlRecord record = new ControlRecord(key, value, "restored", 0, good.revision(), 0);
        Optional<Rule> rule = check.check(record, key, value).rule();
        rule.ifPresent(found -> verdicts.add(verdict(found, good.revision(), value)));
      }
    }
    return verdicts;
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
    if (record.offset() < highest && !isLive(record, before)) {
      return refused(key, record, stale(record));
    }
    if (value == null) {
      return Rule.isId(key)
          ? deleted(key, record)
          : refused(key, record, RecordCheck.badKey(record.origin()));
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

  /** Whether the record is the one that a rule has its live revision from, read once more. */
  private static boolean isLive(ControlRecord record, @Nullable RuleUpdate live) {
    return live != null
        && record.offset() == live.revision()
        && record.value() != null
        && new String(record.value(), StandardCharsets.UTF_8).equals(live.text());
  }

  private Verdict accepted(Rule rule, ControlRecord record, byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    RuleUpdate update = new RuleUpdate(rule.id(), record.offset(), text);
    restore(update);
    return new Verdict.Accepted(update, verdict(rule, record.offset(), value));
  }

  private static RuleStatus verdict(Rule good, long revision, byte[] value) {
    return RuleStatus.verdict(
        good.id(), revision, revision, hash(value), state(good.mode()), List.of());
  }

  private Verdict deleted(String key, ControlRecord record) {
    live.remove(key);
    taken(record.offset());
    return new Verdict.Accepted(
        new RuleUpdate(key, record.offset(), null),
        RuleStatus.verdict(key, record.offset(), null, null, RuleState.DELETED, List.of()));
  }

  private Verdict refused(String key, ControlRecord record, Outcome bad) {
    RuleUpdate before = live.get(key);
    byte[] value = record.value();
    return new Verdict.Refused(
        RuleStatus.verdict(
            Texts.cut(key, LONGEST_NAME),
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

  private Outcome stale(ControlRecord record) {
    return RecordCheck.refuse(
        record.origin(),
        "stale-revision",
        "revision "
            + record.offset()
            + " is below revision "
            + highest
            + ", which was taken before: the control topic is read again, or was made anew; with a"
            + " new topic, start the job without its old state");
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
