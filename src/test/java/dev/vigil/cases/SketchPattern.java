package dev.vigil.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/** A sketch as the author of a plain Flink job would write it. */
final class SketchPattern {
  private SketchPattern() {}

  static Pattern<Observation, ?> of(Sketch sketch) {
    Pattern<Observation, ?> pattern =
        sequence(sketch.parts(), skip(sketch.skip(), sketch.target()));
    return sketch.within() == 0 ? pattern : pattern.within(Duration.ofSeconds(sketch.within()));
  }

  private static AfterMatchSkipStrategy skip(String strategy, String target) {
    return switch (strategy) {
      case "no_skip" -> AfterMatchSkipStrategy.noSkip();
      case "skip_to_next" -> AfterMatchSkipStrategy.skipToNext();
      case "skip_past_last_event" -> AfterMatchSkipStrategy.skipPastLastEvent();
      case "skip_to_first" -> AfterMatchSkipStrategy.skipToFirst(target);
      case "skip_to_last" -> AfterMatchSkipStrategy.skipToLast(target);
      default -> throw new IllegalArgumentException(strategy);
    };
  }

  @SuppressWarnings("unchecked")
  private static Pattern<Observation, Observation> sequence(
      List<? extends Sketch.Part> parts, AfterMatchSkipStrategy skip) {
    Pattern<Observation, Observation> pattern = null;
    for (Sketch.Part part : parts) {
      Pattern<Observation, ?> next;
      if (part instanceof Sketch.Group group) {
        Pattern<Observation, Observation> inner =
            sequence(group.ones(), AfterMatchSkipStrategy.noSkip());
        next =
            switch (part.contiguity()) {
              case "begin" -> Pattern.begin(inner, skip);
              case "next" -> pattern.next(inner);
              case "followed_by" -> pattern.followedBy(inner);
              case "followed_by_any" -> pattern.followedByAny(inner);
              default -> throw new IllegalArgumentException(part.contiguity());
            };
      } else {
        next =
            switch (part.contiguity()) {
              case "begin" -> Pattern.<Observation>begin(part.name(), skip);
              case "next" -> pattern.next(part.name());
              case "followed_by" -> pattern.followedBy(part.name());
              case "followed_by_any" -> pattern.followedByAny(part.name());
              case "not_next" -> pattern.notNext(part.name());
              case "not_followed_by" -> pattern.notFollowedBy(part.name());
              default -> throw new IllegalArgumentException(part.contiguity());
            };
      }
      pattern = (Pattern<Observation, Observation>) next;
      loop(pattern, part.loop());
      if (part instanceof Sketch.One one) {
        conditions(pattern, one);
      }
    }
    return pattern;
  }

  private static void conditions(Pattern<Observation, Observation> pattern, Sketch.One one) {
    if (one.where() != null) {
      pattern.where(new PlainCondition(one.where()));
    }
    if (one.or() != null) {
      pattern.or(new PlainCondition(one.or()));
    }
    if (one.until() != null) {
      pattern.until(new PlainCondition(one.until()));
    }
  }

  private static void loop(Pattern<Observation, Observation> pattern, Sketch.Loop loop) {
    if (loop.max() == 0) {
      pattern.timesOrMore(loop.min());
    } else if (loop.max() > loop.min()) {
      pattern.times(loop.min(), loop.max());
    } else if (loop.max() > 1) {
      pattern.times(loop.max());
    }
    if (loop.inner().equals("consecutive")) {
      pattern.consecutive();
    } else if (loop.inner().equals("allow_combinations")) {
      pattern.allowCombinations();
    }
    if (loop.optional()) {
      pattern.optional();
    }
    if (loop.greedy()) {
      pattern.greedy();
    }
  }

  private static final class PlainCondition extends IterativeCondition<Observation> {
    private final Where where;

    PlainCondition(Where where) {
      this.where = where;
    }

    @Override
    public boolean filter(Observation reading, Context<Observation> context) {
      return where.test(
          reading,
          stage -> {
            List<Observation> taken = new ArrayList<>();
            try {
              context.getEventsForPattern(stage).forEach(taken::add);
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            return taken;
          });
    }
  }
}
