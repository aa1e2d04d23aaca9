package dev.vigil.signal;

import java.util.ArrayList;
import java.util.List;

/** Gives the signal calls of one rule their slots; equal calls share one. */
public final class SignalSlots {
  private final List<SignalCall> calls = new ArrayList<>();
  private final List<Integer> asked = new ArrayList<>();

  /** The slot of a call, a new one if it is new. */
  public int slot(SignalCall call) {
    int known = calls.indexOf(call);
    if (known < 0) {
      known = calls.size();
      calls.add(call);
    }
    asked.add(known);
    return known;
  }

  /** How many times a slot has been asked for. */
  public int asked() {
    return asked.size();
  }

  /** The slots asked for since {@link #asked()} was so many, each once. */
  public List<Integer> askedSince(int before) {
    return asked.subList(before, asked.size()).stream().distinct().toList();
  }

  /** All calls in the order of their slots. */
  public List<SignalCall> calls() {
    return List.copyOf(calls);
  }
}
