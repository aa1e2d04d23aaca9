package dev.vigil.match;

import dev.vigil.engine.OpenMatches.Missed;
import dev.vigil.match.Observation.NearMiss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Tells of partial matches that wanted one more stage and ended without it. */
final class NearMisses implements Missed {
  /** Tells nothing, and costs nothing. */
  static final NearMisses UNTOLD = new NearMisses(miss -> {}, false);

  private final Consumer<NearMiss> out;
  private final List<Miss> missed = new ArrayList<>();
  private final boolean told;

  private NearMisses(Consumer<NearMiss> out, boolean told) {
    this.out = out;
    this.told = told;
  }

  static NearMisses to(Consumer<NearMiss> out) {
    return new NearMisses(out, true);
  }

  private record Miss(long start, String stage) {}

  /** Who hears of those of a step that begins: while an alert is open, none is missed. */
  Missed of(RuleState state) {
    missed.clear(); // a step that failed told nothing, and the next is another rule's
    return told && state.alert == null ? this : Missed.UNTOLD;
  }

  @Override
  public void missed(long start, String stage) {
    missed.add(new Miss(start, stage));
  }

  /** The step is over. Where it brought a match, the match is told and nothing else. */
  void tell(KeyState key, RuleState state, boolean matched, long time) {
    if (missed.isEmpty()) {
      return;
    }
    if (!matched && state.alert == null) {
      for (Miss miss : missed) {
        out.accept(
            new NearMiss(state.rule.id(), key.told().values(), miss.start, time, miss.stage));
      }
    }
    missed.clear();
  }
}
