package dev.vigil.signal;

import dev.vigil.event.AirReadings;
import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A reading into a window of so many, and the value of it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SignalBenchmark {
  private static final int READINGS = 10_000;

  @Param({"avg", "max", "stddev", "zscore", "median"})
  public String function = "";

  /** Seconds, which are readings. */
  @Param({"60", "600"})
  public int window;

  private final Event[] readings = AirReadings.readings(READINGS);

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public double update() {
    SignalCall call = new SignalCall(function, "pm25", FieldType.DOUBLE, 0, window * 1_000L);
    Signal signal = Signals.function(function).orElseThrow().create(call);
    double sum = 0;
    for (Event reading : readings) {
      signal.update(reading);
      sum += signal.number();
    }
    return sum;
  }
}
