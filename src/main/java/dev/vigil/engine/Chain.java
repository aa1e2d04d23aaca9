package dev.vigil.engine;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Condition;
import dev.vigil.condition.Reading;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sequence so simple that its partial matches never branch and never overtake each other: each
 * stage takes one reading, by a condition over that reading alone. Then all that wait for the same
 * stage go on with the same reading, and a reading costs one test for each stage that is waited
 * for, however many wait.
 *
 * @param steps the stages that take a reading, in order
 * @param end what must not come after the last of them
 * @param within milliseconds from the first reading; 0 for none
 * @param maxGap milliseconds from the last reading; 0 for none
 * @param skipsPastLast whether a match ends the partial matches that began before it ended
 * @param alertOnTimeout whether what times out is told
 */
record Chain(
    List<Step> steps,
    @Nullable Ban end,
    long within,
    long maxGap,
    boolean skipsPastLast,
    boolean alertOnTimeout) {

  /**
   * A stage that takes one reading.
   *
   * @param take what the reading must satisfy; null takes any
   * @param strict whether it must be the next one
   * @param ban what must not come before it
   */
  record Step(String name, @Nullable Condition take, boolean strict, @Nullable Ban ban) {
    boolean takes(Reading reading) {
      return take == null || take.holds(reading);
    }
  }

  /**
   * What must not come.
   *
   * @param next whether only the next reading counts
   * @param where what the reading must not satisfy; null for any reading
   */
  record Ban(boolean next, @Nullable Condition where) {
    boolean hits(Reading reading) {
      return where == null || where.holds(reading);
    }
  }

  /**
   * The bit of what waits for a stage, or for the end after the last; none where any reading may
   * change it.
   */
  long awaited(int stage) {
    Ban ban = stage < steps.size() ? steps.get(stage).ban() : end;
    boolean strict = stage < steps.size() && steps.get(stage).strict();
    return strict || (ban != null && ban.next()) || stage >= Long.SIZE ? 0 : 1L << stage;
  }

  /** Whether a reading changes what waits for any of these stages. */
  boolean moves(long awaited, Reading reading) {
    for (long rest = awaited; rest != 0; rest &= rest - 1) {
      int stage = Long.numberOfTrailingZeros(rest);
      boolean takes = stage < steps.size() && steps.get(stage).takes(reading);
      Ban ban = stage < steps.size() ? steps.get(stage).ban() : end;
      if (takes || (ban != null && ban.hits(reading))) {
        return true;
      }
    }
    return false;
  }

  /** The chain of a plan, where the plan is one. */
  static Optional<Chain> of(Plan plan) {
    return plan.run() != null || plan.afterMatch().stage() != null
        ? Optional.empty()
        : new Builder(plan).build();
  }

  /** Reads a plan's stages, until one of them is none of a chain's. */
  private static final class Builder {
    private final Plan plan;
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Ban ban;

    Builder(Plan plan) {
      this.plan = plan;
    }

    Optional<Chain> build() {
      for (Stage stage : plan.stages()) {
        if (!(stage instanceof Stage.Single single) || !isPlain(single) || !add(single)) {
          return Optional.empty();
        }
      }
      // Flink drops what waits for the end of a ban by its own rules where a gap ends it too.
      boolean timed = ban == null || ban.next() || (plan.within() > 0 && plan.maxGap() == 0);
      return steps.isEmpty() || !timed
          ? Optional.empty()
          : Optional.of(
              new Chain(
                  List.copyOf(steps),
                  ban,
                  plan.within(),
                  plan.maxGap(),
                  plan.afterMatch().strategy() == AfterMatch.Strategy.SKIP_PAST_LAST_EVENT,
                  plan.alertOnTimeout()));
    }

    private static boolean isPlain(Stage.Single stage) {
      Checked where = stage.where();
      return stage.quantifier().equals(Quantifier.ONCE)
          && stage.until() == null
          && (where == null || !where.iterative());
    }

    private boolean add(Stage.Single stage) {
      Condition condition = stage.where() == null ? null : stage.where().condition();
      return switch (stage.contiguity()) {
        case BEGIN, FOLLOWED_BY -> take(stage.name(), condition, false);
        case NEXT -> take(stage.name(), condition, true);
        case NOT_NEXT -> forbid(true, condition);
        case NOT_FOLLOWED_BY -> forbid(false, condition);
        case FOLLOWED_BY_ANY -> false; // each reading that it takes is a branch
      };
    }

    private boolean take(String name, @Nullable Condition condition, boolean strict) {
      steps.add(new Step(name, condition, strict, ban));
      ban = null;
      return true;
    }

    private boolean forbid(boolean next, @Nullable Condition condition) {
      if (ban != null) {
        return false; // of several in a row Flink forgets some
      }
      ban = new Ban(next, condition);
      return true;
    }
  }
}
