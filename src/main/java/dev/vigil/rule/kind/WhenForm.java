package dev.vigil.rule.kind;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Condition;
import dev.vigil.condition.Reading;
import dev.vigil.condition.StageScope;
import dev.vigil.condition.Truth;
import dev.vigil.event.Durations;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Run;
import dev.vigil.plan.Stage;
import java.util.List;
import java.util.Optional;

/**
 * {@code when … for … max_gap}: a condition that holds for a time. Lowered so that an excursion
 * opens one partial match, not one a reading: only a reading that does not continue the run begins.
 */
final class WhenForm implements Form {
  @Override
  public String key() {
    return "when";
  }

  @Override
  public List<String> companions() {
    return List.of("for", "max_gap");
  }

  @Override
  public Optional<Lowered> lower(FormContext context) {
    long hold = context.duration(context.document(), "for");
    long maxGap = context.duration(context.document(), "max_gap");
    Optional<Checked> found = context.condition(context.document(), "when", StageScope.NONE);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Checked when = found.get();
    Canonical canonical =
        new Canonical().add("when", when.text()).add("for", hold).add("max_gap", maxGap);
    return Optional.of(lowered(when, hold, maxGap, canonical));
  }

  /** An alert that is open while a condition holds. */
  static Lowered lowered(Checked when, long hold, long maxGap, Canonical canonical) {
    return new Lowered(
        new Run(when, maxGap, hold),
        signals -> stages(when, hold, signals),
        0,
        0,
        AfterMatch.SKIP_PAST_LAST_EVENT,
        false,
        new Lifecycle.WhileRun(0),
        StageScope.NONE,
        when,
        canonical);
  }

  private static List<Stage> stages(Checked when, long hold, int held) {
    Stage rise = stage(Run.RISE, Contiguity.BEGIN, rise(when, held));
    if (hold == 0) {
      return List.of(rise);
    }
    return List.of(
        rise,
        stage("fall", Contiguity.NOT_FOLLOWED_BY, fall(when, held + 1)),
        stage(Run.HOLD, Contiguity.FOLLOWED_BY, hold(when, hold)));
  }

  private static Stage stage(String name, Contiguity contiguity, Checked where) {
    return new Stage.Single(name, contiguity, Quantifier.ONCE, where, null);
  }

  private static Checked rise(Checked when, int held) {
    Condition test = when.condition();
    return new Checked(
        "(" + when.text() + ") && !held",
        (reading, stages) -> test.test(reading, stages).and(Truth.of(reading.signal(held) != 1)),
        when.terms(),
        when.fields(),
        false);
  }

  private static Checked fall(Checked when, int broken) {
    Condition test = when.condition();
    return new Checked(
        "!(" + when.text() + ") || broken",
        (reading, stages) ->
            test.test(reading, stages).not().or(Truth.of(reading.signal(broken) == 1)),
        List.of(),
        when.fields(),
        false);
  }

  private static Checked hold(Checked when, long hold) {
    Condition test = when.condition();
    return new Checked(
        "(" + when.text() + ") && since(rise) >= " + Durations.format(hold),
        (reading, stages) -> {
          Truth satisfied = test.test(reading, stages);
          if (!satisfied.isTrue()) {
            return satisfied;
          }
          for (Reading rise : stages.taken(Run.RISE)) {
            return Truth.of(reading.timestamp() - rise.timestamp() >= hold);
          }
          return Truth.UNKNOWN;
        },
        when.terms(),
        when.fields(),
        true);
  }
}
