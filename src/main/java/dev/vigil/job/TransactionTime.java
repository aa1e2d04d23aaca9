package dev.vigil.job;

import dev.vigil.conf.Conf;
import dev.vigil.io.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * Whether transactions outlast what they wait for. Brokers drop what is in one that has timed out,
 * and the job goes on without it.
 */
final class TransactionTime {
  private TransactionTime() {}

  /**
   * Compares the transactions of sinks that send exactly once with the job's checkpoints.
   *
   * @param settings Flink's configuration for the job
   * @throws Submission.Refusal if a transaction may time out though no more than one checkpoint
   *     expires before it is committed
   */
  static void check(Conf conf, Configuration settings) throws Submission.Refusal {
    List<String> wrong = new ArrayList<>();
    try {
      for (Endpoint endpoint : conf.endpoints()) {
        Optional<Duration> timeout = endpoint.transactionTimeout();
        if (timeout.isPresent()) {
          tooShort(timeout.get(), settings)
              .ifPresent(why -> wrong.add(endpoint.describe() + " is sent exactly_once, " + why));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new Submission.Refusal(conf.masked(conf.name() + ": " + e.getMessage()) + "\n");
    }
    if (!wrong.isEmpty()) {
      throw new Submission.Refusal(
          conf.masked(conf.name() + ": " + String.join("\n" + conf.name() + ": ", wrong)) + "\n");
    }
  }

  private static Optional<String> tooShort(Duration timeout, Configuration settings) {
    ConfigOption<Duration> every = CheckpointingOptions.CHECKPOINTING_INTERVAL;
    ConfigOption<Duration> within = CheckpointingOptions.CHECKPOINTING_TIMEOUT;
    ConfigOption<Duration> pause = CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS;
    Duration interval = settings.getOptional(every).orElse(Duration.ZERO);
    if (interval.isZero()) {
      return Optional.of(
          "and nothing is committed without checkpoints; set "
              + every.key()
              + " under flink, say to 10s");
    }
    // one checkpoint that expires, and the next, which commits what both were to
    Duration open = interval.plus(settings.get(pause)).plus(settings.get(within).multipliedBy(2));
    if (open.compareTo(timeout) < 0) {
      return Optional.empty();
    }
    String paused = settings.get(pause).isZero() ? "" : shown(pause, settings.get(pause)) + ", ";
    return Optional.of(
        "and brokers drop alerts or results whose transaction times out before a checkpoint commits"
            + " it: "
            + shown(every, interval)
            + ", "
            + paused
            + "and twice "
            + shown(within, settings.get(within))
            + " come to "
            + open.toSeconds()
            + "s, and transaction.timeout.ms is "
            + timeout.toMillis()
            + " ("
            + timeout.toSeconds()
            + "s); make the former shorter under flink, or the latter longer under kafka, up to"
            + " the brokers' transaction.max.timeout.ms");
  }

  private static String shown(ConfigOption<Duration> option, Duration value) {
    return option.key() + " " + value.toSeconds() + "s";
  }
}
