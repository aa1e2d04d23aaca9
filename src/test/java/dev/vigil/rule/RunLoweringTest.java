package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.condition.Reading;
import dev.vigil.condition.Stages;
import dev.vigil.condition.Truth;
import dev.vigil.event.Event;
import dev.vigil.event.Field;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stages of {@code when … for}, asked one by one. */
class RunLoweringTest {
  private static final double NONE = Double.NaN;

  private final Plan plan =
      RuleParserTest.rule(
              "rule: a\nlet: {base: \"avg(pm25, '1h')\"}\nwhen: pm25 > base\nfor: 10m\nmax_gap: 2m\n")
          .plan();

  /** A reading at a time in minutes; base is 50. */
  private Reading reading(double minutes, double pm25, int held, int broken) {
    Event event = new Event(Streams.AIR, (long) (minutes * 60_000), "t", 1);
    Field field = Streams.AIR.field("pm25");
    event.setDouble(field.slot(), pm25);
    double[] signals = new double[plan.slots()];
    signals[0] = 50;
    signals[plan.heldSlot()] = held;
    signals[plan.brokenSlot()] = broken;
    return Reading.of(event, signals);
  }

  private Truth test(String stage, Reading reading, Stages stages) {
    return plan.stages().stream()
        .filter(one -> one.name().equals(stage))
        .map(Stage.Single.class::cast)
        .map(one -> one.where().condition().test(reading, stages))
        .findFirst()
        .orElseThrow();
  }

  private Stages rose(double minutes) {
    return stage -> stage.equals("rise") ? List.of(reading(minutes, 60, 0, 0)) : List.of();
  }

  @Test
  void slots_areTheSignalsAndTheRunsOwnTwo() {
    assertThat(plan.signals()).hasSize(1);
    assertThat(plan.slots()).isEqualTo(3);
    assertThat(plan.heldSlot()).isEqualTo(1);
  }

  @Test
  void rise_takesTheFirstReadingOfAnExcursionOnly() {
    assertThat(test("rise", reading(0, 60, 0, 0), Stages.NONE)).isEqualTo(Truth.TRUE);
    assertThat(test("rise", reading(0, 60, 1, 0), Stages.NONE)).isEqualTo(Truth.FALSE);
    assertThat(test("rise", reading(0, 60, 0, 1), Stages.NONE)).isEqualTo(Truth.TRUE);
    assertThat(test("rise", reading(0, 40, 0, 0), Stages.NONE)).isEqualTo(Truth.FALSE);
    assertThat(test("rise", reading(0, NONE, 0, 0), Stages.NONE)).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void fall_isAFailingReadingOrAHole_butNoUnknownOne() {
    assertThat(test("fall", reading(1, 40, 1, 0), rose(0))).isEqualTo(Truth.TRUE);
    assertThat(test("fall", reading(1, 60, 1, 0), rose(0))).isEqualTo(Truth.FALSE);
    assertThat(test("fall", reading(5, 60, 0, 1), rose(0))).isEqualTo(Truth.TRUE);
    assertThat(test("fall", reading(1, NONE, 1, 0), rose(0))).isEqualTo(Truth.UNKNOWN);
    assertThat(test("fall", reading(5, NONE, 0, 1), rose(0))).isEqualTo(Truth.TRUE);
  }

  @Test
  void hold_takesTheFirstReadingAtOrAfterItsTime() {
    assertThat(test("hold", reading(9.99, 60, 1, 0), rose(0))).isEqualTo(Truth.FALSE);
    assertThat(test("hold", reading(10, 60, 1, 0), rose(0))).isEqualTo(Truth.TRUE);
    assertThat(test("hold", reading(12, 60, 1, 0), rose(0))).isEqualTo(Truth.TRUE);
    assertThat(test("hold", reading(12, 40, 1, 0), rose(0))).isEqualTo(Truth.FALSE);
    assertThat(test("hold", reading(12, NONE, 1, 0), rose(0))).isEqualTo(Truth.UNKNOWN);
  }

  /** The index sees what the whole condition says, so that it skips readings that begin nothing. */
  @Test
  void rise_keepsTheConditionsIndexTerms() {
    Plan simple = RuleParserTest.rule("rule: a\nwhen: pm25 > 75 && pm10 < 3\nfor: 1m\n").plan();
    Stage.Single rise = (Stage.Single) simple.stages().get(0);
    assertThat(rise.where().terms()).hasSize(2).isEqualTo(simple.run().when().terms());
    assertThat(rise.where().fields()).containsExactlyInAnyOrder("pm25", "pm10");
  }
}
