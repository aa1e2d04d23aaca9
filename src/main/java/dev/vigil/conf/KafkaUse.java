package dev.vigil.conf;

import dev.vigil.io.AlertSink;
import dev.vigil.io.DeadLetterSink;
import dev.vigil.io.RollupSpec;
import dev.vigil.io.StreamSpec;
import dev.vigil.io.kafka.KafkaAlerts;
import dev.vigil.io.kafka.KafkaDeadLetters;
import dev.vigil.io.kafka.KafkaReadings;
import dev.vigil.io.kafka.KafkaRollups;
import java.util.List;

/** Whether sources or sinks need brokers. */
final class KafkaUse {
  private KafkaUse() {}

  static boolean of(
      List<StreamSpec> streams,
      List<AlertSink> alerts,
      List<RollupSpec> rollups,
      DeadLetterSink dead) {
    return dead instanceof KafkaDeadLetters
        || alerts.stream().anyMatch(KafkaAlerts.class::isInstance)
        || rollups.stream()
            .flatMap(rollup -> rollup.sinks().stream())
            .anyMatch(KafkaRollups.class::isInstance)
        || streams.stream().anyMatch(stream -> stream.source() instanceof KafkaReadings);
  }
}
