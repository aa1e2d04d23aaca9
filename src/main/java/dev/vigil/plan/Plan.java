package dev.vigil.plan;

import dev.vigil.signal.SignalCall;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of the matcher, whatever form it was written in.
 *
 * @param streams streams whose readings it sees
 * @param by fields that make its key; empty for one key in all
 * @param signals calls in the order of their slots in a {@link dev.vigil.condition.Reading}
 * @param run the run of a {@code when} rule, or null
 * @param stages the sequence to match
 * @param within milliseconds from the first to the last reading of a match, exclusive; 0 for none
 * @param maxGap milliseconds between a reading of a match and the one before, exclusive; 0 for none
 * @param afterMatch skip strategy
 * @param alertOnTimeout whether a partial match that times out is an alert
 * @param lifecycle what a match becomes
 * @param fingerprint hash of all that decides what matches; equal fingerprints may share state
 */
public record Plan(
    Set<String> streams,
    List<String> by,
    List<SignalCall> signals,
    @Nullable Run run,
    List<Stage> stages,
    long within,
    long maxGap,
    AfterMatch afterMatch,
    boolean alertOnTimeout,
    Lifecycle lifecycle,
    String fingerprint)
    implements Serializable {

  public Plan {
    streams = Set.copyOf(streams);
    by = List.copyOf(by);
    signals = List.copyOf(signals);
    stages = List.copyOf(stages);
  }

  /** Slot that is 1 where the last known reading held the run and the gap since did not end it. */
  public int heldSlot() {
    return signals.size();
  }

  /** Slot that is 1 where the gap since the last known reading ended the run. */
  public int brokenSlot() {
    return signals.size() + 1;
  }

  /** Number slots of a reading of this plan. */
  public int slots() {
    return signals.size() + (run == null ? 0 : 2);
  }
}
