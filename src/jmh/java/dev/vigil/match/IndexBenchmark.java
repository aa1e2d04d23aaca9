package dev.vigil.match;

import dev.vigil.engine.MatchBuffer;
import dev.vigil.event.AirReadings;
import dev.vigil.event.Event;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
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

/** Which of many rules a reading may start a match of. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IndexBenchmark {
  private static final int READINGS = 1_000;

  @Param({"1", "100", "10000"})
  public int rules = 1;

  @Param({"threshold", "equality", "range"})
  public String shape = "";

  private final Event[] readings = AirReadings.readings(READINGS);
  private final MatchBuffer buffer = new MatchBuffer();
  private final List<HostedRule> named = new ArrayList<>();
  private RuleIndex index = new RuleIndex(AirReadings.SCHEMA, List.of());
  private long lookups;

  @Setup
  public void setup() {
    List<HostedRule> hosted = new ArrayList<>();
    for (int rule = 0; rule < rules; rule++) {
      hosted.add(hosted(rule));
    }
    index = new RuleIndex(AirReadings.SCHEMA, hosted);
  }

  private HostedRule hosted(int rule) {
    double low = 30.125 + rule % 60;
    String condition =
        switch (shape) {
          case "threshold" -> "pm25 > " + (400 + rule);
          case "equality" -> "station == 's" + rule + "' && pm25 > 120";
          default -> "pm25 > " + low + " && pm25 < " + (low + 0.25);
        };
    String yaml = "rule: r%d%nwhen: \"%s\"%n".formatted(rule, condition);
    return new HostedRule(
        RuleParser.parseOne("r.yaml", yaml, Catalog.of(AirReadings.SCHEMA)).rules().get(0),
        1,
        1,
        buffer,
        new RuleMetrics(
            UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup(), "r" + rule));
  }

  @TearDown
  public void close() {
    buffer.close();
  }

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public int candidates() {
    int candidates = 0;
    for (Event reading : readings) {
      named.clear();
      index.candidates(reading, new double[0], ++lookups, named);
      candidates += named.size();
    }
    return candidates;
  }
}
