package dev.vigil.io.console;

import dev.vigil.alert.Alert;
import dev.vigil.io.AlertSink;
import java.time.Instant;
import java.util.Locale;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Alerts on standard output, a line each. */
public record ConsoleAlerts() implements AlertSink {
  @Override
  public void attach(DataStream<Alert> alerts) {
    alerts
        .map(ConsoleAlerts::line)
        .name("alerts as lines")
        .uid("alerts-console-lines")
        .print()
        .name("alerts to the console")
        .uid("alerts-console");
  }

  private static String line(Alert alert) {
    return String.format(
        Locale.ROOT,
        "%s %-8s %-8s %s %s %s",
        Instant.ofEpochMilli(alert.timestamp()),
        alert.status(),
        alert.severity().name().toLowerCase(Locale.ROOT),
        alert.rule(),
        alert.key(),
        alert.message());
  }

  @Override
  public String describe() {
    return "the console";
  }
}
