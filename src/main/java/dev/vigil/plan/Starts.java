package dev.vigil.plan;

import dev.vigil.condition.Checked;
import java.util.ArrayList;
import java.util.List;

/** Finds what the first reading of a match must satisfy. */
public final class Starts {
  private Starts() {}

  /**
   * Conditions of which one must be true of the first reading of any match; empty where any reading
   * may be it.
   */
  public static List<Checked> of(Plan plan) {
    if (plan.run() != null) {
      return List.of(plan.run().when());
    }
    List<Checked> starts = new ArrayList<>();
    return collect(plan.stages(), starts) == Found.ALL ? List.copyOf(starts) : List.of();
  }

  private enum Found {
    /** The conditions collected are all there are. */
    ALL,
    /** Every stage so far may be left out: the next one may take the first reading too. */
    MORE,
    /** Some stage takes any reading. */
    ANY
  }

  private static Found collect(List<Stage> stages, List<Checked> starts) {
    for (Stage stage : stages) {
      Found found = collect(stage, starts);
      if (found == Found.ANY) {
        return found;
      }
      boolean optional = stage.quantifier().optional() || stage.quantifier().min() == 0;
      if (found == Found.ALL && !optional) {
        return found;
      }
    }
    return Found.MORE;
  }

  private static Found collect(Stage stage, List<Checked> starts) {
    if (stage instanceof Stage.Group group) {
      return collect(group.stages(), starts);
    }
    Checked where = ((Stage.Single) stage).where();
    if (where == null) {
      return Found.ANY;
    }
    starts.add(where);
    return Found.ALL;
  }
}
