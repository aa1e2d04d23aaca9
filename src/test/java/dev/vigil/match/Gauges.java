package dev.vigil.match;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** What the operator in a harness shows; Flink's groups show metrics to its reporters alone. */
final class Gauges {
  private Gauges() {}

  /** The value of a gauge, by the names of its groups below the operator and its own. */
  static Object value(AbstractStreamOperatorTestHarness<?> harness, String... path)
      throws ReflectiveOperationException {
    MetricGroup group = ((AbstractStreamOperator<?>) harness.getOperator()).getMetricGroup();
    for (String name : Arrays.asList(path).subList(0, path.length - 1)) {
      group = group.addGroup(name); // the one that is there
    }
    Field metrics = AbstractMetricGroup.class.getDeclaredField("metrics");
    metrics.setAccessible(true);
    Map<?, ?> shown = (Map<?, ?>) metrics.get(group);
    if (shown.get(path[path.length - 1]) instanceof Gauge<?> gauge) {
      return gauge.getValue();
    }
    throw new IllegalStateException(String.join(".", path) + " is no gauge of the operator");
  }
}
