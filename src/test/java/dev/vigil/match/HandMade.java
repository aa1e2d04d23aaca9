package dev.vigil.match;

import dev.vigil.condition.Checked;
import dev.vigil.condition.Condition;
import dev.vigil.condition.Term;
import dev.vigil.condition.Truth;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Run;
import dev.vigil.plan.Stage;
import dev.vigil.rule.AlertSeverity;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import dev.vigil.signal.SignalCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules made by hand, without the parser, so that the matcher is tested alone. */
final class HandMade {
  static final Schema AIR =
      Schema.of(
          "air",
          new LinkedHashMap<>(Map.of("station", FieldType.STRING, "pm25", FieldType.DOUBLE)),
          List.of("station"));

  private HandMade() {}

  static Event event(String station, long time, double pm25, long offset) {
    Event event = new Event(AIR, time, "t-0", offset);
    event.setText(slot("station"), station);
    event.setDouble(slot("pm25"), pm25);
    return event;
  }

  static Event eventWithoutValue(String station, long time, long offset) {
    Event event = new Event(AIR, time, "t-0", offset);
    event.setText(slot("station"), station);
    return event;
  }

  private static int slot(String name) {
    Field field = AIR.field(name);
    return field.slot();
  }

  static Checked above(double bound) {
    int slot = slot("pm25");
    Condition condition =
        (reading, stages) ->
            reading.event().has(slot)
                ? Truth.of(reading.event().getDouble(slot) > bound)
                : Truth.UNKNOWN;
    return checked(condition, new Term.Compare("pm25", Term.Operator.GREATER, bound));
  }

  static Checked below(double bound) {
    int slot = slot("pm25");
    Condition condition =
        (reading, stages) ->
            reading.event().has(slot)
                ? Truth.of(reading.event().getDouble(slot) < bound)
                : Truth.UNKNOWN;
    return checked(condition, new Term.Compare("pm25", Term.Operator.LESS, bound));
  }

  private static Checked checked(Condition condition, Term... terms) {
    return new Checked("by hand", condition, List.of(terms), Set.of("pm25"), false);
  }

  /** {@code above} for a time, lowered as the rule language says. */
  static Rule sustained(String id, double bound, long hold, long maxGap, Lifecycle lifecycle) {
    Checked when = above(bound);
    Condition rise =
        (reading, stages) ->
            when.condition().test(reading, stages).and(Truth.of(reading.signal(0) != 1));
    Condition fall =
        (reading, stages) ->
            when.condition().test(reading, stages).not().or(Truth.of(reading.signal(1) == 1));
    Condition held =
        (reading, stages) ->
            when.condition()
                .test(reading, stages)
                .and(
                    Truth.of(
                        reading.timestamp() - stages.taken("rise").iterator().next().timestamp()
                            >= hold));
    List<Stage> stages =
        List.of(
            stage(
                "rise", Contiguity.BEGIN, new Checked("rise", rise, when.terms(), Set.of(), false)),
            stage(
                "fall",
                Contiguity.NOT_FOLLOWED_BY,
                new Checked("fall", fall, List.of(), Set.of(), false)),
            stage(
                "hold",
                Contiguity.FOLLOWED_BY,
                new Checked("hold", held, List.of(), Set.of(), true)));
    return rule(id, stages, 0, new Run(when, maxGap, hold), lifecycle, false);
  }

  static Rule spikeThenDrop(String id, double spike, double drop, long within) {
    return rule(
        id,
        List.of(
            stage("spike", Contiguity.BEGIN, above(spike)),
            stage("drop", Contiguity.FOLLOWED_BY, below(drop))),
        within,
        null,
        new Lifecycle.Moment(0),
        false);
  }

  static Stage stage(String name, Contiguity contiguity, Checked where) {
    return new Stage.Single(name, contiguity, Quantifier.ONCE, where, null);
  }

  static Rule rule(
      String id, List<Stage> stages, long within, Run run, Lifecycle lifecycle, boolean timeouts) {
    return rule(id, List.of(), stages, within, run, lifecycle, timeouts);
  }

  static Rule rule(
      String id,
      List<SignalCall> signals,
      List<Stage> stages,
      long within,
      Run run,
      Lifecycle lifecycle,
      boolean timeouts) {
    Plan plan =
        new Plan(
            Set.of("air"),
            List.of("station"),
            signals,
            run,
            stages,
            within,
            0,
            AfterMatch.SKIP_PAST_LAST_EVENT,
            timeouts,
            lifecycle,
            id + stages.size() + within + (run == null ? "" : "run" + run.maxGap()));
    return new Rule(
        id, "", AlertSeverity.WARNING, Mode.LIVE, Map.of(), Map.of(), plan, "pm25", "text");
  }
}
