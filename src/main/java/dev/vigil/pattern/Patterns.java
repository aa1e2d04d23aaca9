package dev.vigil.pattern;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Reading;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.GroupPattern;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.jspecify.annotations.Nullable;

/** Lowers a plan to the Flink CEP pattern that defines what it matches. */
public final class Patterns {
  private final @Nullable Duration maxGap;

  private Patterns(Plan plan) {
    this.maxGap = plan.maxGap() > 0 ? Duration.ofMillis(plan.maxGap()) : null;
  }

  /**
   * The pattern of a plan.
   *
   * @throws org.apache.flink.cep.pattern.MalformedPatternException if Flink refuses it, which the
   *     rule's checker should have done before
   */
  public static Pattern<Reading, ?> compile(Plan plan) {
    Pattern<Reading, ?> pattern =
        new Patterns(plan).sequence(plan.stages(), skipStrategy(plan.afterMatch()));
    return plan.within() > 0 ? pattern.within(Duration.ofMillis(plan.within())) : pattern;
  }

  private Pattern<Reading, ?> sequence(List<Stage> stages, AfterMatchSkipStrategy skip) {
    Pattern<Reading, ?> pattern = begin(stages.get(0), skip);
    for (Stage stage : stages.subList(1, stages.size())) {
      pattern = append(pattern, stage, skip);
    }
    return pattern;
  }

  private Pattern<Reading, ?> begin(Stage stage, AfterMatchSkipStrategy skip) {
    if (stage instanceof Stage.Group group) {
      return quantified(Pattern.begin(sequence(group.stages(), skip), skip), group);
    }
    return single(Pattern.begin(stage.name(), skip), (Stage.Single) stage);
  }

  private Pattern<Reading, ?> append(
      Pattern<Reading, ?> before, Stage stage, AfterMatchSkipStrategy skip) {
    if (stage instanceof Stage.Group group) {
      return quantified(appendGroup(before, group, skip), group);
    }
    Pattern<Reading, Reading> next = appendSingle(before, stage.contiguity(), stage.name());
    if (maxGap != null) {
      next.within(maxGap, WithinType.PREVIOUS_AND_CURRENT);
    }
    return single(next, (Stage.Single) stage);
  }

  private static Pattern<Reading, Reading> appendSingle(
      Pattern<Reading, ?> before, Contiguity contiguity, String name) {
    return switch (contiguity) {
      case NEXT -> before.next(name);
      case FOLLOWED_BY -> before.followedBy(name);
      case FOLLOWED_BY_ANY -> before.followedByAny(name);
      case NOT_NEXT -> before.notNext(name);
      case NOT_FOLLOWED_BY -> before.notFollowedBy(name);
      case BEGIN -> throw new IllegalArgumentException("begin in mid-sequence: " + name);
    };
  }

  @SuppressWarnings("unchecked")
  private GroupPattern<Reading, ?> appendGroup(
      Pattern<Reading, ?> before, Stage.Group group, AfterMatchSkipStrategy skip) {
    Pattern<Reading, Reading> open = (Pattern<Reading, Reading>) before;
    Pattern<Reading, Reading> inner = (Pattern<Reading, Reading>) sequence(group.stages(), skip);
    return switch (group.contiguity()) {
      case NEXT -> open.next(inner);
      case FOLLOWED_BY -> open.followedBy(inner);
      case FOLLOWED_BY_ANY -> open.followedByAny(inner);
      case BEGIN, NOT_NEXT, NOT_FOLLOWED_BY ->
          throw new IllegalArgumentException("a group cannot be " + group.contiguity().label());
    };
  }

  private Pattern<Reading, ?> single(Pattern<Reading, Reading> pattern, Stage.Single stage) {
    if (stage.where() != null) {
      pattern.where(condition(stage.where()));
    }
    return quantified(pattern, stage);
  }

  private <P extends Pattern<Reading, ?>> P quantified(P pattern, Stage stage) {
    Quantifier quantifier = stage.quantifier();
    if (quantifier.isUnbounded()) {
      if (quantifier.min() > 1) {
        pattern.timesOrMore(quantifier.min(), maxGap);
      } else {
        pattern.oneOrMore(maxGap);
      }
    } else if (quantifier.min() != quantifier.max()) {
      pattern.times(quantifier.min(), quantifier.max(), maxGap);
    } else if (quantifier.max() > 1) {
      pattern.times(quantifier.max(), maxGap);
    }
    switch (quantifier.inner()) {
      case CONSECUTIVE -> pattern.consecutive();
      case ALLOW_COMBINATIONS -> pattern.allowCombinations();
      case RELAXED -> {}
    }
    if (quantifier.greedy()) {
      pattern.greedy();
    }
    if (quantifier.optional() || (quantifier.isUnbounded() && quantifier.min() == 0)) {
      pattern.optional();
    }
    if (stage.until() != null) {
      until(pattern, stage.until());
    }
    return pattern;
  }

  @SuppressWarnings("unchecked")
  private static void until(Pattern<Reading, ?> pattern, Checked until) {
    ((Pattern<Reading, Reading>) pattern).until(condition(until));
  }

  private static IterativeCondition<Reading> condition(Checked checked) {
    return checked.iterative() ? new StageCondition(checked) : new ReadingCondition(checked);
  }

  private static AfterMatchSkipStrategy skipStrategy(AfterMatch afterMatch) {
    return switch (afterMatch.strategy()) {
      case NO_SKIP -> AfterMatchSkipStrategy.noSkip();
      case SKIP_TO_NEXT -> AfterMatchSkipStrategy.skipToNext();
      case SKIP_PAST_LAST_EVENT -> AfterMatchSkipStrategy.skipPastLastEvent();
      case SKIP_TO_FIRST -> AfterMatchSkipStrategy.skipToFirst(stage(afterMatch));
      case SKIP_TO_LAST -> AfterMatchSkipStrategy.skipToLast(stage(afterMatch));
    };
  }

  private static String stage(AfterMatch afterMatch) {
    return Objects.requireNonNull(afterMatch.stage(), "the stage to skip to");
  }
}
