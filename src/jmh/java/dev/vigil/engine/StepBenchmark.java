package dev.vigil.engine;

import dev.vigil.condition.Reading;
import dev.vigil.engine.OpenMatches.Missed;
import dev.vigil.event.AirReadings;
import dev.vigil.event.Event;
import dev.vigil.plan.Plan;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.RuleParser;
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
import org.openjdk.jmh.annotations.TearDown;

/** A reading of a key through one rule's matches, of which one in a hundred readings begins one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StepBenchmark {
  private static final int READINGS = 2_000;
  private static final String CHAIN =
      """
      rule: chain
      sequence:
        - begin: high
          where: pm25 > 120
        - followed_by: low
          where: pm25 < 32
      within: 1m
      after_match: skip_past_last_event
      """;
  private static final String LOOP =
      """
      rule: loop
      sequence:
        - begin: high
          where: pm25 > 120
          times: 1+
        - followed_by_any: low
          where: pm25 < 0.2 * max(high.pm25)
      within: 1m
      after_match: skip_past_last_event
      """;

  /** The rule and how it is run. */
  @Param({"chain CHAIN", "chain GRAPH", "chain NFA", "loop GRAPH", "loop NFA"})
  public String run = "chain NFA";

  private final Reading[] readings = new Reading[READINGS];
  private final MatchBuffer buffer = new MatchBuffer();
  private Engine engine = engine();

  @Setup
  public void setup() {
    Event[] events = AirReadings.readings(READINGS);
    for (int i = 0; i < READINGS; i++) {
      readings[i] = Reading.of(events[i]);
    }
    engine = engine();
  }

  private Engine engine() {
    String[] words = run.split(" ", 2);
    String yaml = words[0].equals("chain") ? CHAIN : LOOP;
    Plan plan =
        RuleParser.parseOne("r.yaml", yaml, Catalog.of(AirReadings.SCHEMA)).rules().get(0).plan();
    return Engine.of(EngineKind.valueOf(words[1]), plan, buffer);
  }

  @TearDown
  public void close() {
    buffer.close();
  }

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public int step() throws Exception {
    OpenMatches open = engine.start();
    int matches = 0;
    for (Reading reading : readings) {
      open.advance(reading.timestamp(), Missed.UNTOLD);
      matches += open.process(reading, Missed.UNTOLD).size();
    }
    return matches;
  }
}
