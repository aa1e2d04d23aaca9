package dev.vigil.match;

import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What is counted of one rule in one subtask, in Flink's metrics under {@code rule.<id>}. */
final class RuleMetrics {
  /** One evaluation in so many is timed. */
  private static final int SAMPLE = 64;

  private final Counter matches;
  private final Counter alerts;
  private final Counter suppressed;
  private final Counter unknown;
  private final Counter evaluations;
  private final Counter evaluationNanos;
  private LongSupplier open = () -> 0;
  private long sampled;

  RuleMetrics(MetricGroup parent, String rule) {
    MetricGroup group = parent.addGroup("rule", rule);
    matches = group.counter("matches");
    alerts = group.counter("alerts");
    suppressed = group.counter("alerts_suppressed");
    unknown = group.counter("unknown");
    evaluations = group.counter("evaluations");
    evaluationNanos = group.counter("evaluation_nanos");
    group.gauge("open_matches", () -> open.getAsLong());
  }

  void matched() {
    matches.inc();
  }

  void alerted() {
    alerts.inc();
  }

  /** A match that raises no alert yet: one is open, or {@code realert} is not over. */
  void suppressed() {
    suppressed.inc();
  }

  /** A condition was unknown of a reading. */
  void unknown() {
    unknown.inc();
  }

  /** Shows the keys for which the rule that is in force now has something open. */
  void show(LongSupplier openNow) {
    open = openNow;
  }

  /** Starts an evaluation; gives its start time in nanoseconds where it is a timed one, else 0. */
  long begin() {
    evaluations.inc();
    return ++sampled % SAMPLE == 0 ? System.nanoTime() : 0;
  }

  /** Ends an evaluation: a timed one stands for all since the last. */
  void end(long began) {
    if (began != 0) {
      evaluationNanos.inc((System.nanoTime() - began) * SAMPLE);
    }
  }
}
