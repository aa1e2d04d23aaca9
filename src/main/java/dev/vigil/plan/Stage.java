package dev.vigil.plan;

import dev.vigil.condition.Checked;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One stage of a sequence, or a group of stages. */
public sealed interface Stage extends Serializable {
  /** The stage's name; that of a group is never asked about. */
  String name();

  Contiguity contiguity();

  Quantifier quantifier();

  /** What stops a loop; null never. */
  @Nullable Checked until();

  /**
   * A stage that takes single readings.
   *
   * @param where what a reading must satisfy; null takes any
   * @param until stops a loop; null never
   */
  record Single(
      String name,
      Contiguity contiguity,
      Quantifier quantifier,
      @Nullable Checked where,
      @Nullable Checked until)
      implements Stage {}

  /** A sequence in the place of a condition. */
  record Group(
      String name,
      Contiguity contiguity,
      Quantifier quantifier,
      List<Stage> stages,
      @Nullable Checked until)
      implements Stage {
    public Group {
      stages = List.copyOf(stages);
    }
  }

  /**
   * How many states an NFA of the stages has: one for each time that one of them must or may take.
   */
  static long states(List<Stage> stages) {
    long states = 0;
    for (Stage stage : stages) {
      Quantifier quantifier = stage.quantifier();
      long times = quantifier.isUnbounded() ? quantifier.min() : quantifier.max();
      states += times * (stage instanceof Group group ? states(group.stages()) : 1);
    }
    return states;
  }
}
