package dev.vigil.match;

import dev.vigil.alert.AlertKey;
import dev.vigil.engine.OpenMatches;
import dev.vigil.event.Event;
import dev.vigil.event.Keys;
import dev.vigil.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a subtask knows of one key, while it is in memory. */
final class KeyState {
  final String key;
  final List<RuleState> rules = new ArrayList<>(2);

  /** Event time of the key's last reading. */
  long lastSeen;

  /** Time of its entry in the queue of deadlines, or {@link OpenMatches#NEVER}. */
  long scheduled = OpenMatches.NEVER;

  /** Whether it differs from what the state backend has. */
  boolean dirty = true;

  /** Whether it has been forgotten; the key may have another state since. */
  boolean removed;

  /** Whether the state backend has an image of it. */
  boolean stored;

  /** Where the working set keeps it. */
  WorkingSet.Place place = new WorkingSet.Place();

  /** The key in memory that was used before this one, and the one after; see {@link UseOrder}. */
  @Nullable KeyState usedBefore;

  @Nullable KeyState usedAfter;

  private @Nullable AlertKey told;
  private SignalLayout layout = SignalLayout.EMPTY;
  private Signal[] signals = {};

  KeyState(String key) {
    this.key = key;
  }

  /** The key as alerts tell it. */
  AlertKey told() {
    if (told == null) {
      told = new AlertKey(Keys.values(key));
    }
    return told;
  }

  @Nullable RuleState rule(HostedRule rule) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).rule == rule) {
        return rules.get(i);
      }
    }
    return null;
  }

  SignalLayout layout() {
    return layout;
  }

  Signal[] signals() {
    return signals;
  }

  /** Takes the signals of a new layout, keeping the state of those that go on in it. */
  void layOut(SignalLayout next) {
    if (next == layout) {
      return;
    }
    signals = next.create(layout, signals);
    layout = next;
  }

  /** Feeds the signals that go over the event's stream, and tells the layout their values. */
  void update(Event event) {
    if (signals.length > 0) {
      double[] values = layout.values();
      for (int slot : layout.over(event.schema())) {
        update(slot, event, values);
        values[slot] = signals[slot].number();
      }
    }
  }

  private void update(int slot, Event event, double[] values) {
    int[] inputs = layout.inputs(slot);
    if (inputs.length == 0) {
      signals[slot].update(event);
      return;
    }
    double[] before = new double[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      before[i] = values[inputs[i]];
    }
    signals[slot].update(event, before);
  }

  /** Whether the key can be forgotten: nothing is open, and no signal remembers anything. */
  boolean isIdle() {
    return rules.isEmpty() && signals.length == 0;
  }
}
