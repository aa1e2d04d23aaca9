package dev.vigil.job;

import dev.vigil.alert.Alert;
import dev.vigil.io.AlertSink;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Alerts kept in this JVM, for tests that run the job in it. */
record CollectedAlerts() implements AlertSink {
  private static final Queue<Alert> ALERTS = new ConcurrentLinkedQueue<>();

  static void clear() {
    ALERTS.clear();
  }

  static List<Alert> all() {
    return List.copyOf(ALERTS);
  }

  @Override
  public void attach(DataStream<Alert> alerts) {
    alerts
        .map(
            alert -> {
              ALERTS.add(alert);
              return alert;
            })
        .returns(alerts.getType())
        .uid("collect")
        .sinkTo(new DiscardingSink<>())
        .uid("discard");
  }

  @Override
  public String describe() {
    return "this JVM";
  }
}
