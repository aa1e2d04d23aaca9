package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.Action;
import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.alert.AlertWriter;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import dev.vigil.condition.Truth;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.match.NearMisses.Pending;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Run;
import dev.vigil.signal.Signal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.jspecify.annotations.Nullable;

/** Takes one key of one rule a step further: by a reading, or by the passing of time. */
final class RuleEvaluator {
  private final Consumer<Alert> out;
  private final NearMisses nearMisses;

  RuleEvaluator(Consumer<Alert> out, NearMisses nearMisses) {
    this.out = out;
    this.nearMisses = nearMisses;
  }

  /**
   * A reading of the key.
   *
   * @param state what is open, or null where nothing is
   * @param slots where the rule's signals lie among the key's
   */
  void reading(KeyState key, @Nullable RuleState state, HostedRule rule, Event event, int[] slots)
      throws Exception {
    long began = rule.metrics.begin();
    Run run = rule.plan.run();
    double[] signals = signals(key, rule, slots);
    Reading reading = reading(key, rule, event, signals, slots);
    if (run != null) {
      running(key, state, rule, run, reading, signals);
    } else if (state != null || rule.mayStart(reading)) {
      RuleState open = state != null ? state : open(key, rule);
      resolve(key, open, reading);
      feed(key, open, reading);
      settle(key, open, event.timestamp());
    }
    rule.metrics.end(began);
  }

  private void running(
      KeyState key,
      @Nullable RuleState state,
      HostedRule rule,
      Run run,
      Reading reading,
      double[] signals)
      throws Exception {
    Truth when = run.when().condition().test(reading, Stages.NONE);
    if (when == Truth.UNKNOWN) {
      rule.metrics.unknown();
    }
    if (state == null && !when.isTrue()) {
      return;
    }
    long time = reading.timestamp();
    RuleState open = state != null ? state : open(key, rule);
    boolean broken = open.known != RuleState.NONE && run.breaksAfter(time - open.known);
    boolean held = open.held && !broken;
    signals[rule.plan.heldSlot()] = held ? 1 : 0;
    signals[rule.plan.brokenSlot()] = broken ? 1 : 0;
    if (open.endsWithRun() && (when.isFalse() || broken)) {
      close(key, open, time, broken ? CloseReason.NO_DATA : CloseReason.CONDITION, reading);
    }
    resolve(key, open, reading);
    boolean rises = when.isTrue() && !held;
    if (rises || (open.matches != null && !lasts(open.matches, run, when, held, time))) {
      feed(key, open, reading);
    }
    if (when != Truth.UNKNOWN) {
      open.known = time;
    }
    open.held = when == Truth.UNKNOWN ? held : when.isTrue();
    settle(key, open, time);
  }

  /**
   * Whether the run goes on and is not long enough yet: the NFA would ignore the reading in every
   * state, and need not see it.
   */
  private static boolean lasts(
      PartialMatches matches, Run run, Truth when, boolean held, long time) {
    return held && !when.isFalse() && time - matches.start() < run.hold();
  }

  /** The key's state at a time for which no reading of it is due. */
  void time(KeyState key, RuleState state, long time) throws Exception {
    Map<EventId, Pending> pending = nearMisses.pending(state.rule.nfa, state.matches);
    boolean matched = false;
    if (time >= state.silence()) {
      state.held = false;
      state.matches = null;
      if (state.endsWithRun()) {
        close(key, state, time, CloseReason.NO_DATA, null);
      }
    }
    if (state.matches != null) {
      RuleNfa.Expired expired = state.rule.nfa.advance(state.matches, time);
      for (Map<String, List<Reading>> match : expired.matches()) {
        matched(key, state, match, time);
        matched = true;
      }
      for (Tuple2<Map<String, List<Reading>>, Long> timedOut : expired.timedOut()) {
        if (!timedOut.f0.isEmpty()) {
          matched(key, state, timedOut.f0, timedOut.f1);
          matched = true;
        }
      }
    }
    if (!matched) {
      nearMisses.ended(key, state, pending, time);
    }
    settle(key, state, time);
  }

  /** Drops the state, for want of data or of its rule; an open alert closes. */
  void drop(KeyState key, RuleState state, long time, CloseReason reason) {
    if (state.alert != null) {
      close(key, state, time, reason, null);
    }
    remove(key, state);
  }

  private static RuleState open(KeyState key, HostedRule rule) {
    RuleState state = new RuleState(rule);
    key.rules.add(state);
    rule.metrics.opened(1);
    return state;
  }

  private static void remove(KeyState key, RuleState state) {
    key.rules.remove(state);
    key.dirty = true;
    state.rule.metrics.opened(-1);
  }

  private void feed(KeyState key, RuleState state, Reading reading) throws Exception {
    PartialMatches matches = state.matches != null ? state.matches : state.rule.nfa.start();
    matches.counts.keySet().removeIf(time -> time < reading.timestamp());
    Map<EventId, Pending> pending = nearMisses.pending(state.rule.nfa, state.matches);
    Collection<Map<String, List<Reading>>> found = state.rule.nfa.process(matches, reading);
    for (Map<String, List<Reading>> match : found) {
      matched(key, state, match, reading.timestamp());
    }
    state.matches = matches;
    if (found.isEmpty()) {
      nearMisses.ended(key, state, pending, reading.timestamp());
    }
  }

  private static void settle(KeyState key, RuleState state, long time) {
    key.dirty = true;
    if (state.matches != null && state.matches.isIdle()) {
      state.matches = null;
    }
    if (state.isIdle(time)) {
      remove(key, state);
    }
  }

  private void matched(KeyState key, RuleState state, Map<String, List<Reading>> match, long time) {
    HostedRule rule = state.rule;
    rule.metrics.matched();
    if (state.alert != null || state.throttles(time)) {
      rule.metrics.suppressed();
      return;
    }
    boolean moment = rule.plan.lifecycle() instanceof Lifecycle.Moment;
    Alert alert =
        rule.alerts().of(moment ? Action.MATCH : Action.OPEN, Keys.values(key.key), match, time);
    state.lastAlert = rule.plan.lifecycle().realert() > 0 ? time : RuleState.NONE;
    if (!moment) {
      state.alert = alert;
      state.resolvingSince = RuleState.NONE;
      rule.openKeys.add(key.key);
    }
    rule.metrics.alerted();
    out.accept(alert);
  }

  private void resolve(KeyState key, RuleState state, Reading reading) {
    if (state.alert == null || !(state.rule.plan.lifecycle() instanceof Lifecycle.Until until)) {
      return;
    }
    switch (until.when().condition().test(reading, Stages.NONE)) {
      case TRUE -> {
        if (state.resolvingSince == RuleState.NONE) {
          state.resolvingSince = reading.timestamp();
        }
        if (reading.timestamp() - state.resolvingSince >= until.hold()) {
          close(key, state, reading.timestamp(), CloseReason.CONDITION, reading);
        }
      }
      case FALSE -> state.resolvingSince = RuleState.NONE;
      case UNKNOWN -> state.rule.metrics.unknown();
    }
  }

  private void close(
      KeyState key, RuleState state, long time, CloseReason reason, @Nullable Reading by) {
    Alert open = state.alert;
    if (open != null) {
      state.alert = null;
      state.resolvingSince = RuleState.NONE;
      state.rule.openKeys.remove(key.key);
      out.accept(AlertWriter.closed(open, time, reason, by == null ? 0 : by.event().arrival()));
    }
  }

  private static double[] signals(KeyState key, HostedRule rule, int[] slots) {
    double[] values = new double[rule.plan.slots()];
    for (int i = 0; i < slots.length; i++) {
      values[i] = key.signals()[slots[i]].number();
    }
    return values;
  }

  private static Reading reading(
      KeyState key, HostedRule rule, Event event, double[] signals, int[] slots) {
    @Nullable String[] texts = null;
    for (int i = 0; i < slots.length; i++) {
      if (rule.plan.signals().get(i).type() == FieldType.STRING) {
        if (texts == null) {
          texts = new String[slots.length];
        }
        Signal signal = key.signals()[slots[i]];
        texts[i] = signal.text();
      }
    }
    return texts == null ? Reading.of(event, signals) : new Reading(event, signals, texts);
  }
}
