package dev.vigil.bench.study;

import dev.vigil.bench.figure.Median;
import dev.vigil.bench.suite.Budget;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/** What measurements have in common. */
final class Measurement {
  private Measurement() {}

  /**
   * Runs at full speed until every station has a match open and the JVM has seen the job, half as
   * long as a measurement.
   */
  static void warmUp(StudyJob job, LiveRun run, Budget budget) throws Exception {
    job.awaitRunning();
    run.throttle().release(Long.MAX_VALUE);
    job.awaitPosition(2L * run.feed().count());
    job.rate(budget.seconds() / 2);
  }

  /** The median of a value of checkpoints. */
  static double median(
      List<CompletedCheckpointStats> all, ToLongFunction<CompletedCheckpointStats> value) {
    return Median.of(all.stream().map(one -> (double) value.applyAsLong(one)).toList());
  }

  /**
   * Has readings arrive at a rate, and after a while notes the time from each arrival to its alert.
   *
   * @return readings a second that the matcher was done with meanwhile
   */
  static double latency(StudyJob job, LiveRun run, double perSecond, double seconds)
      throws Exception {
    run.throttle().pace(perSecond);
    job.rate(seconds / 4);
    run.latencies().start();
    run.markers().start();
    double rate = job.rate(seconds);
    job.await(
        "an alert and a marker", () -> run.latencies().size() > 0 && run.markers().size() > 0);
    run.latencies().stop();
    run.markers().stop();
    return rate;
  }
}
