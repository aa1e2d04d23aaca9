package dev.vigil.signal;

import java.util.ArrayList;
import java.util.List;

/** Gives the signal calls of one rule their slots; equal calls share one. */
public final class SignalSlots {
  private final List<SignalCall> calls = new ArrayList<>();

  /** The slot of a call, a new one if it is new. */
  public int slot(SignalCall call) {
    int known = calls.indexOf(call);
    if (known >= 0) {
      return known;
    }
    calls.add(call);
    return calls.size() - 1;
  }

  /** All calls in the order of their slots. */
  public List<SignalCall> calls() {
    return List.copyOf(calls);
  }
}
