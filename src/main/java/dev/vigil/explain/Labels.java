package dev.vigil.explain;

import dev.vigil.condition.Checked;
import dev.vigil.event.Durations;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Stage;

/** What stands beside the stages in both kinds of picture. */
final class Labels {
  private Labels() {}

  static String contiguity(Stage stage) {
    return stage.contiguity().label().replace('_', ' ');
  }

  /** {@code 2 or more, consecutive}. */
  static String loop(Stage stage) {
    String inner =
        switch (stage.quantifier().inner()) {
          case CONSECUTIVE -> ", consecutive";
          case ALLOW_COMBINATIONS -> ", combinations";
          case RELAXED -> "";
        };
    Checked until = stage.until();
    return count(stage.quantifier())
        + inner
        + (stage.quantifier().greedy() ? ", greedy" : "")
        + (until == null ? "" : ", until " + until.text().strip());
  }

  /** {@code 2×}, {@code 2..4×}, {@code 2+×}. */
  private static String count(Quantifier quantifier) {
    String most =
        quantifier.isUnbounded()
            ? "+"
            : quantifier.min() == quantifier.max() ? "" : ".." + quantifier.max();
    return quantifier.min() + most + "×";
  }

  static String outcome(Plan plan) {
    return plan.lifecycle() instanceof Lifecycle.Moment ? "matched" : "firing";
  }

  /** {@code within 15m, max_gap 2m}; empty for neither. */
  static String bounds(Plan plan) {
    String within = plan.within() > 0 ? "within " + Durations.format(plan.within()) : "";
    String gap = plan.maxGap() > 0 ? "max_gap " + Durations.format(plan.maxGap()) : "";
    return within + (within.isEmpty() || gap.isEmpty() ? "" : ", ") + gap;
  }
}
