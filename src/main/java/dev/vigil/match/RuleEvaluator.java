package dev.vigil.match;

import dev.vigil.alert.Alert;
import dev.vigil.alert.Alert.Action;
import dev.vigil.alert.Alert.CloseReason;
import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import dev.vigil.condition.Truth;
import dev.vigil.engine.OpenMatches;
import dev.vigil.engine.OpenMatches.Expired;
import dev.vigil.engine.OpenMatches.Missed;
import dev.vigil.engine.OpenMatches.TimedOut;
import dev.vigil.event.Event;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Run;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes one key of one rule a step further: by a reading, or by the passing of time. */
final class RuleEvaluator {
  /** When the reading that brings something about was read, where none does. */
  private static final long NO_READING = 0;

  /** What completes a match. */
  private enum By {
    READING,
    TIME,
    /** Time has run out for a partial match. */
    TIMEOUT
  }

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
   */
  void reading(KeyState key, @Nullable RuleState state, HostedRule rule, Event event)
      throws Exception {
    long began = rule.metrics.begin();
    Reading reading = reading(key, rule, event);
    Run run = rule.plan.run();
    if (run != null) {
      running(key, state, rule, run, reading);
    } else if (state != null || rule.mayStart(reading)) {
      RuleState open = state != null ? state : open(key, rule);
      resolve(key, open, reading);
      feed(key, open, reading.kept());
      settle(key, open, event.timestamp(), event.arrival());
    }
    rule.metrics.end(began);
  }

  /**
   * A run goes on, begins, or ends. It matches as {@link dev.vigil.pattern.Patterns} would have it,
   * by the stages of its plan; but as it never branches, no NFA is needed to know that.
   */
  private void running(
      KeyState key, @Nullable RuleState state, HostedRule rule, Run run, Reading reading) {
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
    if (open.endsWithRun() && (when.isFalse() || broken)) {
      close(key, open, time, broken ? CloseReason.NO_DATA : CloseReason.CONDITION, reading);
    }
    resolve(key, open, reading);
    Missed missed = nearMisses.of(open);
    if (when.isFalse() || broken) {
      endRise(open, missed);
    }
    boolean matched = when.isTrue() && lasted(key, open, run, held, reading, missed);
    nearMisses.tell(key, open, matched, time);
    if (when != Truth.UNKNOWN) {
      open.known = time;
    }
    open.held = when == Truth.UNKNOWN ? held : when.isTrue();
    settle(key, open, time, reading.event().arrival());
  }

  /** The run is over before it has lasted long enough. */
  private static void endRise(RuleState state, Missed missed) {
    if (state.rise != null) {
      missed.missed(state.rise.timestamp(), Run.HOLD);
      state.rise = null;
    }
  }

  /** A reading that holds the run; says whether it has lasted long enough with it. */
  private boolean lasted(
      KeyState key, RuleState state, Run run, boolean held, Reading reading, Missed missed) {
    if (!held && run.hold() == 0) {
      matched(key, state, Map.of(Run.RISE, List.of(reading.kept())), reading.timestamp());
      return true;
    }
    if (!held) {
      endRise(state, missed);
      state.rise = reading.kept();
      return false;
    }
    Reading rise = state.rise;
    if (rise == null || reading.timestamp() - rise.timestamp() < run.hold()) {
      return false;
    }
    state.rise = null;
    Map<String, List<Reading>> match = new LinkedHashMap<>();
    match.put(Run.RISE, List.of(rise));
    match.put(Run.HOLD, List.of(reading.kept()));
    matched(key, state, match, reading.timestamp());
    return true;
  }

  /** The key's state at a time for which no reading of it is due. */
  void time(KeyState key, RuleState state, long time) throws Exception {
    Missed missed = nearMisses.of(state);
    boolean matched = false;
    if (time >= state.silence()) {
      state.held = false;
      endRise(state, missed);
      if (state.endsWithRun()) {
        close(key, state, time, CloseReason.NO_DATA, null);
      }
    }
    if (state.matches != null) {
      Expired expired = state.matches.advance(time, missed);
      for (Map<String, List<Reading>> match : expired.matches()) {
        open(key, state, match, time, By.TIME);
        matched = true;
      }
      for (TimedOut timedOut : expired.timedOut()) {
        open(key, state, timedOut.taken(), timedOut.time(), By.TIMEOUT);
        matched = true;
      }
    }
    nearMisses.tell(key, state, matched, time);
    settle(key, state, time, NO_READING);
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
    rule.opened(1);
    return state;
  }

  private static void remove(KeyState key, RuleState state) {
    key.rules.remove(state);
    key.dirty = true;
    state.rule.opened(-1);
  }

  private void feed(KeyState key, RuleState state, Reading reading) throws Exception {
    OpenMatches matches = state.matches != null ? state.matches : state.rule.engine.start();
    Collection<Map<String, List<Reading>>> found = matches.process(reading, nearMisses.of(state));
    for (Map<String, List<Reading>> match : found) {
      matched(key, state, match, reading.timestamp());
    }
    state.matches = matches;
    nearMisses.tell(key, state, !found.isEmpty(), reading.timestamp());
  }

  /** What is left to do at a time, of which a reading was read at {@code readAt}. */
  private void settle(KeyState key, RuleState state, long time, long readAt) {
    key.dirty = true;
    tellWhatWaited(state, time, readAt);
    if (state.matches != null && state.matches.isIdle()) {
      state.matches = null;
    }
    if (state.isIdle(time)) {
      remove(key, state);
    }
  }

  private void matched(KeyState key, RuleState state, Map<String, List<Reading>> match, long time) {
    open(key, state, match, time, By.READING);
  }

  /** Opens an alert, or tells one of a moment, for a match or for one that ran out of time. */
  private void open(
      KeyState key, RuleState state, Map<String, List<Reading>> match, long time, By by) {
    HostedRule rule = state.rule;
    rule.metrics.matched();
    boolean moment = rule.plan.lifecycle() instanceof Lifecycle.Moment;
    boolean throttled = state.throttles(time);
    if (state.alert != null || (moment && throttled)) {
      rule.metrics.suppressed();
      return;
    }
    Action action = moment ? Action.MATCH : Action.OPEN;
    Alert alert =
        switch (by) {
          case READING -> rule.alerts().of(action, key.told(), match, time);
          case TIME -> rule.alerts().of(action, key.told(), match, time).byTime();
          case TIMEOUT -> rule.alerts().timedOut(action, key.told(), match, time).byTime();
        };
    if (!moment) {
      state.alert = alert;
      state.resolvingSince = RuleState.NONE;
      rule.openKeys.add(key.key);
    }
    if (throttled) {
      state.alert = alert.untold();
      rule.metrics.suppressed();
    } else {
      tell(state, alert, time);
    }
  }

  private void tell(RuleState state, Alert alert, long time) {
    HostedRule rule = state.rule;
    state.lastAlert = rule.plan.lifecycle().realert() > 0 ? time : RuleState.NONE;
    rule.metrics.alerted();
    out.accept(alert);
  }

  /** Tells of an alert that opened too soon after the last, when that is over and it still is. */
  private void tellWhatWaited(RuleState state, long time, long readAt) {
    Alert alert = state.alert;
    if (alert != null && !alert.isTold() && !state.throttles(time)) {
      state.alert = alert.told(time, readAt);
      tell(state, state.alert, time);
    }
  }

  private void resolve(KeyState key, RuleState state, Reading reading) {
    if (state.alert == null || !(state.rule.plan.lifecycle() instanceof Lifecycle.Until until)) {
      return;
    }
    if (state.resolvingBy != state.rule.resolvesBy()) {
      state.resolvingSince = RuleState.NONE; // it was another condition that held
      state.resolvingBy = state.rule.resolvesBy();
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
      if (!open.isTold()) {
        return;
      }
      out.accept(open.closed(time, reason, by == null ? NO_READING : by.event().arrival()));
    }
  }

  /** The event with the rule's signals as they are now, to be tested and not kept. */
  private static Reading reading(KeyState key, HostedRule rule, Event event) {
    double[] values = key.layout().values();
    if (!rule.readsTexts) {
      return Reading.sharing(event, values, rule.slots);
    }
    int[] slots = rule.slots;
    double[] signals = new double[slots.length];
    @Nullable String[] texts = new String[slots.length];
    for (int i = 0; i < slots.length; i++) {
      signals[i] = values[slots[i]];
      texts[i] = key.signals()[slots[i]].text();
    }
    return new Reading(event, signals, texts);
  }
}
