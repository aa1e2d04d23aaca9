package dev.vigil.match;

import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.engine.OpenMatches;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Does what is due at keys though nothing comes for them, in the order of event time: partial
 * matches are over, runs are broken, and a key that has been silent for its time to live is
 * forgotten.
 */
final class KeyTimers {
  private final WorkingSet keys;
  private final RuleEvaluator evaluator;
  private final long keyTtl;
  private final BiConsumer<HostedRule, Exception> failed;
  private final Deadlines deadlines;
  private boolean ended;

  /**
   * Timers of no key yet.
   *
   * @param keyTtl milliseconds of silence after which a key is forgotten
   * @param failed takes a rule that fails, with the reason
   */
  KeyTimers(
      WorkingSet keys,
      RuleEvaluator evaluator,
      long keyTtl,
      BiConsumer<HostedRule, Exception> failed) {
    this.keys = keys;
    this.evaluator = evaluator;
    this.keyTtl = keyTtl;
    this.failed = failed;
    this.deadlines = new Deadlines(entry -> keys.isScheduled(entry.key(), entry.time()));
  }

  /** Entries in the queue of deadlines. */
  int queued() {
    return deadlines.size();
  }

  /**
   * Takes a key back that was there when its image was written. The end of the input, which has
   * gone on after all, left it without a time to be looked at.
   */
  void restore(KeyState key) {
    if (key.scheduled == OpenMatches.NEVER) {
      schedule(key, key.lastSeen);
    } else {
      deadlines.restore(key);
    }
  }

  /** Does all that is due at or before a time; {@link Long#MAX_VALUE} is the end of the input. */
  void passTo(long time) throws Exception {
    for (Deadlines.Entry due = deadlines.poll(time); due != null; due = deadlines.poll(time)) {
      KeyState key = keys.get(due.key());
      if (key == null || key.scheduled != due.time()) {
        continue;
      }
      key.scheduled = OpenMatches.NEVER;
      ended = time == Long.MAX_VALUE;
      pass(key, due.time());
      if (due.time() >= expiry(key)) {
        expire(key, due.time());
      } else {
        settle(key, due.time());
      }
      keys.spill();
    }
  }

  /** Does what is due of each rule; what is due just as the key is forgotten is done too. */
  private void pass(KeyState key, long time) {
    for (RuleState rule : List.copyOf(key.rules)) {
      CloseReason gone = rule.rule.gone();
      if (gone != null) {
        evaluator.drop(key, rule, time, gone);
      } else if (rule.deadline(time - 1) <= time) {
        try {
          evaluator.time(key, rule, time);
        } catch (Exception e) {
          failed.accept(rule.rule, e);
        }
      }
    }
  }

  private void expire(KeyState key, long time) {
    for (RuleState rule : List.copyOf(key.rules)) {
      CloseReason gone = rule.rule.gone();
      evaluator.drop(key, rule, time, gone != null ? gone : CloseReason.NO_DATA);
    }
    keys.remove(key);
  }

  /** Drops the key if nothing is left of it; else makes sure that it is looked at in time. */
  void settle(KeyState key, long now) {
    if (key.isIdle()) {
      keys.remove(key);
      return;
    }
    schedule(key, now);
  }

  private void schedule(KeyState key, long now) {
    long due = expiry(key);
    for (int i = 0; i < key.rules.size(); i++) {
      due = Math.min(due, key.rules.get(i).deadline(now));
    }
    deadlines.schedule(key, due);
  }

  /**
   * When the key will have been silent too long; never by the end of the input, which is no time.
   */
  private long expiry(KeyState key) {
    return ended ? OpenMatches.NEVER : key.lastSeen + keyTtl;
  }
}
