package dev.vigil.rollup;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;

/** The counters of a rollup, under its name. */
final class RollupMetrics {
  static final String UNKEYED = "unkeyed";
  static final String WINDOWS = "windows";
  static final String REFINED = "refined";
  static final String SUPERSEDED = "superseded";
  static final String TOO_LATE = "too_late";
  static final String WITHHELD = "withheld";

  private RollupMetrics() {}

  static Counter counter(RuntimeContext context, Rollup rollup, String name) {
    return context
        .getMetricGroup()
        .addGroup("vigil")
        .addGroup("rollup", rollup.name())
        .counter(name);
  }
}
