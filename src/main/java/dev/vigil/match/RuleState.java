package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.condition.Reading;
import dev.vigil.engine.OpenMatches;
import dev.vigil.plan.Lifecycle;
import org.jspecify.annotations.Nullable;

/** What one rule has open for one key. There is none for a key of which nothing is open. */
final class RuleState {
  /** No such time yet. */
  static final long NONE = Long.MIN_VALUE;

  final HostedRule rule;

  /** Whether the last known reading held the run. */
  boolean held;

  /** Time of the last reading of which it was known whether it held the run. */
  long known = NONE;

  /** The reading that began the run, until the run has lasted long enough; or null. */
  @Nullable Reading rise;

  /** Open partial matches of a rule about no run, or null for none. */
  @Nullable OpenMatches matches;

  /** The open alert, told or not, or null. */
  @Nullable Alert alert;

  /** Since when the resolving condition has held. */
  long resolvingSince = NONE;

  /** Which condition that was; see {@link HostedRule#resolvesBy}. */
  long resolvingBy;

  /** When the last alert was told, kept as long as {@code realert} wants it. */
  long lastAlert = NONE;

  RuleState(HostedRule rule) {
    this.rule = rule;
  }

  /** Whether nothing is open any more at this time, so that the state can go. */
  boolean isIdle(long time) {
    return matches == null && !held && alert == null && !throttles(time);
  }

  /** Whether an alert that is told at this time comes too soon after the last. */
  boolean throttles(long time) {
    return lastAlert != NONE && time < lastAlert + rule.plan.lifecycle().realert();
  }

  /** Whether an alert is open that lives as long as the run. */
  boolean endsWithRun() {
    return alert != null && rule.plan.lifecycle() instanceof Lifecycle.WhileRun;
  }

  /** When silence will have broken the run, or {@link OpenMatches#NEVER}. */
  long silence() {
    return held && rule.plan.run() != null && rule.plan.run().maxGap() > 0
        ? known + rule.plan.run().maxGap() + 1
        : OpenMatches.NEVER;
  }

  /** The earliest time after {@code now} at which something is due though nothing comes. */
  long deadline(long now) {
    long due = silence();
    if (matches != null) {
      due = Math.min(due, matches.deadline(now));
    }
    if (throttles(now)) {
      due = Math.min(due, lastAlert + rule.plan.lifecycle().realert());
    }
    return due;
  }
}
