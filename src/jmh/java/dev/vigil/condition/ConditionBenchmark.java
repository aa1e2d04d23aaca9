package dev.vigil.condition;

import dev.vigil.event.AirReadings;
import dev.vigil.event.Event;
import dev.vigil.plan.Stage;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.RuleParser;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A condition over one reading. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConditionBenchmark {
  private static final int READINGS = 1_000;

  @Param({
    "pm25 > 75",
    "pm25 > 75 && humidity < 90",
    "station == 's17' && pm25 > 75",
    "pm25 > 1.5 * humidity + 20 || (pm25 < 35 && humidity > 95)"
  })
  public String cel = "";

  private final Reading[] readings = new Reading[READINGS];
  private Condition condition = (reading, stages) -> Truth.UNKNOWN;

  @Setup
  public void setup() {
    Event[] events = AirReadings.readings(READINGS);
    for (int i = 0; i < READINGS; i++) {
      readings[i] = Reading.of(events[i]);
    }
    String yaml = "rule: r\nsequence:\n  - begin: a\n    where: \"" + cel + "\"\n";
    Stage first =
        RuleParser.parseOne("r.yaml", yaml, Catalog.of(AirReadings.SCHEMA))
            .rules()
            .get(0)
            .plan()
            .stages()
            .get(0);
    condition = Objects.requireNonNull(((Stage.Single) first).where()).condition();
  }

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public int holds() {
    int held = 0;
    for (Reading reading : readings) {
      held += condition.holds(reading) ? 1 : 0;
    }
    return held;
  }
}
