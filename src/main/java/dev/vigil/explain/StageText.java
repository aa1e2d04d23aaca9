package dev.vigil.explain;

import dev.vigil.condition.Checked;
import dev.vigil.event.Durations;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stages in an author's words. */
final class StageText {
  private StageText() {}

  /** All stages of a plan, one or more lines each, those of groups indented. */
  static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    add(plan.stages(), plan, "", lines);
    return lines;
  }

  private static void add(List<Stage> stages, Plan plan, String indent, List<String> lines) {
    int number = 1;
    for (Stage stage : stages) {
      boolean last = number == stages.size() && indent.isEmpty();
      String lead = indent + number++ + ". " + stage.name() + ": " + arrival(stage, plan, last);
      if (stage instanceof Stage.Group group) {
        lines.add(lead + " group of stages" + times(stage.quantifier(), "the group"));
        add(group.stages(), plan, indent + "   ", lines);
      } else if (stage instanceof Stage.Single single) {
        lines.add(lead + reading(single.where()) + times(stage.quantifier(), "such a reading"));
      }
      Checked until = stage.until();
      if (until != null) {
        lines.add(indent + "   taking ends at a reading with " + until.text().strip());
      }
    }
  }

  private static String arrival(Stage stage, Plan plan, boolean last) {
    return switch (stage.contiguity()) {
      case BEGIN -> "begins with a";
      case NEXT -> "then at once, as the very next, a";
      case FOLLOWED_BY -> "then, whatever comes in between, the first";
      case FOLLOWED_BY_ANY -> "then, whatever comes in between, any later";
      case NOT_NEXT -> "then at once must not come a";
      case NOT_FOLLOWED_BY ->
          last
              ? "until " + bound(plan) + " are over must come no"
              : "before the next stage must come no";
    };
  }

  private static String bound(Plan plan) {
    return plan.within() > 0
        ? "the " + Durations.format(plan.within()) + " of within"
        : "the " + Durations.format(plan.maxGap()) + " of max_gap";
  }

  private static String reading(@Nullable Checked where) {
    return where == null ? " reading, whatever it says" : " reading with " + where.text().strip();
  }

  private static String times(Quantifier quantifier, String what) {
    String optional = quantifier.optional() ? "; may be left out" : "";
    if (!quantifier.isLooping()) {
      return optional;
    }
    String inner =
        switch (quantifier.inner()) {
          case CONSECUTIVE -> ", with no other reading in between";
          case ALLOW_COMBINATIONS -> ", every combination of them a match of its own";
          case RELAXED -> ", others may lie in between";
        };
    String greedy = quantifier.greedy() ? ", as many as there are" : "";
    return "; " + what + " " + count(quantifier) + " times" + inner + greedy + optional;
  }

  /** {@code 2}, {@code 2 to 4}, {@code 2 or more}. */
  private static String count(Quantifier quantifier) {
    if (quantifier.isUnbounded()) {
      return quantifier.min() + " or more";
    }
    return quantifier.min() == quantifier.max()
        ? "" + quantifier.min()
        : quantifier.min() + " to " + quantifier.max();
  }
}
