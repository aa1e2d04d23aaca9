package dev.vigil.explain;

import dev.vigil.event.Durations;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Quantifier.Inner;
import dev.vigil.plan.Stage;
import dev.vigil.signal.Kept;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.Signals;
import java.util.ArrayList;
import java.util.List;

/**
 * About how much state a rule keeps for one key, at most, where readings come at a steady pace.
 * Figures are of the heap; RocksDB takes less.
 *
 * @param parts what is kept
 * @param every milliseconds between two readings of a key
 */
public record StateCost(List<Part> parts, long every) {
  /** A reading in a partial match: its event, and the entry that shares it among matches. */
  private static final int READING = 320;

  private static final int PARTIAL_MATCH = 120;
  private static final int ALERT = 1_024;

  /** A rule's own object under a key. */
  private static final int RULE = 64;

  /**
   * One thing that is kept.
   *
   * @param what in words, with what bounds it
   * @param bytes about how many, at most
   */
  public record Part(String what, long bytes) {}

  public StateCost {
    parts = List.copyOf(parts);
  }

  /**
   * The cost of a plan.
   *
   * @param every milliseconds between two readings of a key; above 0
   */
  public static StateCost of(Plan plan, long every) {
    List<Part> parts = new ArrayList<>();
    for (SignalCall call : plan.signals()) {
      parts.add(signal(call, every));
    }
    parts.add(matches(plan, every));
    if (!(plan.lifecycle() instanceof Lifecycle.Moment)) {
      parts.add(new Part("one open alert, until it is resolved", ALERT));
    } else if (plan.lifecycle().realert() > 0) {
      parts.add(new Part("the time of the last alert, for realert", RULE));
    }
    return new StateCost(parts, every);
  }

  /** All parts together. */
  public long bytes() {
    return parts.stream().mapToLong(Part::bytes).sum();
  }

  /** Whether matches may branch: then more of them may be open than readings came. */
  static boolean branches(List<Stage> stages) {
    for (Stage stage : stages) {
      boolean any =
          stage.contiguity() == Contiguity.FOLLOWED_BY_ANY
              || stage.quantifier().inner() == Inner.ALLOW_COMBINATIONS;
      if (any || (stage instanceof Stage.Group group && branches(group.stages()))) {
        return true;
      }
    }
    return false;
  }

  private static Part signal(SignalCall call, long every) {
    Kept kept =
        Signals.function(call.function())
            .map(function -> function.kept(call))
            .orElseThrow(() -> new IllegalArgumentException("no signal " + call.function()));
    long readings = call.window() / every + 1;
    long bytes = kept.count(readings) * kept.bytes();
    String most = kept.most() == 1 ? "the last " : "the last " + kept.most() + " ";
    String what =
        kept.most() == Kept.WINDOW
            ? "the " + kept.what() + " of " + Durations.format(call.window())
            : kept.what().equals("numbers") ? kept.most() + " numbers" : most + kept.what();
    return new Part(SignalText.of(call) + ": " + what, bytes);
  }

  private static Part matches(Plan plan, long every) {
    long reading = READING + 8L * plan.slots();
    if (plan.run() != null) {
      return plan.stages().size() == 1
          ? new Part("whether the last reading held the condition", RULE)
          : new Part(
              "one partial match: only the reading that begins an excursion opens one",
              RULE + PARTIAL_MATCH + reading);
    }
    if (plan.within() == 0 && plan.maxGap() == 0) {
      long states = Stage.states(plan.stages());
      return new Part(
          "partial matches: each takes every reading, and at most " + states,
          RULE + states * (PARTIAL_MATCH + reading));
    }
    long span = plan.within() > 0 ? plan.within() : plan.maxGap() * Stage.states(plan.stages());
    String bound =
        plan.within() > 0
            ? "dropped " + Durations.format(plan.within()) + " after their first reading (within)"
            : "dropped where no reading follows for "
                + Durations.format(plan.maxGap())
                + " (max_gap)";
    if (isAbsence(plan.stages())) {
      return new Part(
          "one partial match: each reading ends the one before", RULE + PARTIAL_MATCH + reading);
    }
    long readings = span / every + 1;
    return new Part(
        "partial matches, "
            + bound
            + (branches(plan.stages())
                ? "; every combination of readings is one: this is for one a reading"
                : ": one for each reading that begins"),
        RULE + readings * (PARTIAL_MATCH + reading));
  }

  /** Any reading begins, and any reading ends. */
  private static boolean isAbsence(List<Stage> stages) {
    return stages.size() == 2
        && stages.get(0) instanceof Stage.Single last
        && stages.get(1) instanceof Stage.Single next
        && last.where() == null
        && next.where() == null
        && next.contiguity() == Contiguity.NOT_FOLLOWED_BY;
  }
}
