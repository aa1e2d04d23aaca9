package dev.vigil.rule.kind;

import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Span;
import dev.vigil.event.Durations;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Quantifier.Inner;
import dev.vigil.plan.Stage;
import dev.vigil.yaml.MappingReader;
import java.util.List;

/** What Flink CEP refuses of a sequence, or takes and then gets wrong, refused first. */
final class SequenceChecks {
  /** Stages of a sequence, repetitions counted: Flink makes a state of each. */
  static final int MAX_STATES = 2_000;

  private static final List<String> QUANTIFIERS =
      List.of("times", "optional", "greedy", "consecutive", "allow_combinations", "until");

  private final Diagnostics diagnostics;
  private final MappingReader document;
  private final StageReader reader;
  private final long within;
  private final long maxGap;

  SequenceChecks(FormContext context, StageReader reader, long within, long maxGap) {
    this.diagnostics = context.diagnostics();
    this.document = context.document();
    this.reader = reader;
    this.within = within;
    this.maxGap = maxGap;
  }

  void check(List<Stage> stages) {
    checkLevel(stages, false);
    checkLast(stages);
    checkBounds(stages);
    if (stages.stream().allMatch(SequenceChecks::mayBeLeftOut)) {
      diagnostics.error(
          "empty-match",
          document.keySpan("sequence"),
          "every stage is optional: it would match without a reading",
          "make one stage required");
    }
    if (Stage.states(stages) > MAX_STATES) {
      diagnostics.error(
          "too-many-stages",
          document.keySpan("sequence"),
          "more than " + MAX_STATES + " stages, repetitions counted");
    }
    if (within > 0 && maxGap > within) {
      diagnostics.error(
          "gap-over-within",
          document.keySpan("max_gap"),
          "'max_gap' is longer than the "
              + Durations.format(within)
              + " that the whole match may take",
          "make it shorter, or leave it out");
    }
    if (document.has("on_timeout") && within == 0 && maxGap == 0) {
      diagnostics.error(
          "timeout-without-within",
          document.keySpan("on_timeout"),
          "without 'within' nothing ever times out",
          "add within: 15m, say");
    }
  }

  private void checkLevel(List<Stage> stages, boolean inGroup) {
    Stage previous = null;
    for (Stage stage : stages) {
      MappingReader at = reader.place(stage);
      Span key = at.keySpan(stage.contiguity().label());
      String place = inGroup ? "group" : "sequence";
      if (previous == null && stage.contiguity() != Contiguity.BEGIN) {
        diagnostics.error(
            "first-stage",
            key,
            "the first stage of a " + place + " must be a begin",
            "write begin: " + stage.name());
      }
      if (previous != null && stage.contiguity() == Contiguity.BEGIN) {
        diagnostics.error(
            "late-begin",
            key,
            "only the first stage of a " + place + " is a begin",
            "say how it follows: next, followed_by");
      }
      if (previous != null) {
        checkPair(previous, stage, at);
      }
      checkQuantifier(stage, at);
      if (stage instanceof Stage.Group group) {
        checkGroup(group, at);
      }
      previous = stage;
    }
  }

  private void checkPair(Stage previous, Stage stage, MappingReader at) {
    if (stage.contiguity().isNegative() && previous.quantifier().optional()) {
      diagnostics.error(
          "not-after-optional",
          at.keySpan(stage.contiguity().label()),
          "'" + stage.name() + "' must not come after '" + previous.name() + "', which is optional",
          "make two rules of it, one with " + previous.name() + " and one without");
    }
    if (stage.quantifier().optional() && previous.quantifier().greedy()) {
      diagnostics.error(
          "optional-after-greedy",
          at.keySpan(at.has("optional") ? "optional" : "times"),
          "an optional stage cannot come after '" + previous.name() + "', which is greedy",
          "leave out greedy there, or optional here");
    }
    // Flink's compiler leaves an edge of such a loop without a state to lead to.
    if (previous.contiguity() == Contiguity.NOT_FOLLOWED_BY
        && stage.quantifier().optional()
        && stage.quantifier().greedy()
        && stage.until() != null) {
      diagnostics.error(
          "loop-after-not",
          at.keySpan("until"),
          "an optional and greedy loop with 'until' cannot come right after '"
              + previous.name()
              + "', which must not come",
          "leave out until, greedy or optional");
    }
  }

  private void checkQuantifier(Stage stage, MappingReader at) {
    Quantifier quantifier = stage.quantifier();
    if (stage.contiguity().isNegative()) {
      for (String key : QUANTIFIERS) {
        if (at.has(key)) {
          diagnostics.error(
              "not-with-quantifier",
              at.keySpan(key),
              "what must not come has no '" + key + "'",
              "remove it");
        }
      }
      return;
    }
    if (!quantifier.isLooping()) {
      for (String key : List.of("greedy", "consecutive", "allow_combinations")) {
        if (at.bool(key).orElse(false)) {
          diagnostics.error(
              "loop-only",
              at.keySpan(key),
              "'" + key + "' is about a stage that takes several readings",
              "add times: 2+, say, or remove it");
        }
      }
    }
    if (stage.until() != null && !quantifier.isUnbounded()) {
      diagnostics.error(
          "loop-only",
          at.keySpan("until"),
          "'until' ends a loop without an upper bound",
          "write times: " + quantifier.min() + "+, or remove it");
    }
  }

  private void checkGroup(Stage.Group group, MappingReader at) {
    if (group.contiguity().isNegative()) {
      diagnostics.error(
          "not-group",
          at.keySpan("sequence"),
          "a group cannot be what must not come",
          "write the condition of its first stage as where");
    }
    if (group.quantifier().greedy()) {
      diagnostics.error(
          "greedy-group", at.keySpan("greedy"), "a group cannot be greedy", "remove it");
    }
    Stage last = group.stages().get(group.stages().size() - 1);
    if (last.contiguity() == Contiguity.NOT_FOLLOWED_BY) {
      diagnostics.error(
          "not-ends-group",
          reader.place(last).keySpan(last.contiguity().label()),
          "a group cannot end with not_followed_by: Flink forgets it there",
          "put it after the group");
    }
    if (group.stages().stream().allMatch(SequenceChecks::mayBeLeftOut)) {
      diagnostics.error(
          "empty-match",
          at.keySpan("sequence"),
          "every stage of the group is optional: it would match without a reading",
          "make one stage required, and the group optional");
    }
    checkLevel(group.stages(), true);
  }

  private void checkLast(List<Stage> stages) {
    Stage last = stages.get(stages.size() - 1);
    if (last.contiguity() == Contiguity.NOT_FOLLOWED_BY && within == 0 && maxGap == 0) {
      diagnostics.error(
          "final-not",
          reader.place(last).keySpan(last.contiguity().label()),
          "a last not_followed_by needs 'within': else one can never say that it did not come",
          "add within: 15m, say");
    }
  }

  /** Partial matches that may wait for ever are state without a bound. */
  private void checkBounds(List<Stage> stages) {
    for (Stage stage : stages) {
      MappingReader at = reader.place(stage);
      Quantifier quantifier = stage.quantifier();
      if (quantifier.isUnbounded() && within == 0) {
        unbounded(at.keySpan("times"), "a loop");
      } else if (within == 0 && maxGap == 0) {
        if (waits(stage.contiguity())) {
          Span key = at.keySpan(stage.contiguity().label());
          unbounded(key, "'" + stage.contiguity().label() + "' waits for ever");
        } else if (quantifier.isLooping() && quantifier.inner() != Inner.CONSECUTIVE) {
          unbounded(at.keySpan("times"), "a stage that is not consecutive waits for ever");
        }
      }
      if (stage instanceof Stage.Group group) {
        checkBounds(group.stages());
      }
    }
  }

  private void unbounded(Span span, String message) {
    diagnostics.error(
        "unbounded-sequence",
        span,
        message + " without 'within': its state has no bound",
        "add within: 15m, say");
  }

  private static boolean waits(Contiguity contiguity) {
    return switch (contiguity) {
      case FOLLOWED_BY, FOLLOWED_BY_ANY -> true;
      case BEGIN, NEXT, NOT_NEXT, NOT_FOLLOWED_BY -> false;
    };
  }

  private static boolean mayBeLeftOut(Stage stage) {
    return stage.contiguity().isNegative() || stage.quantifier().optional();
  }
}
