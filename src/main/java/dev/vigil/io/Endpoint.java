package dev.vigil.io;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where readings come from, or something goes to. */
public interface Endpoint extends Serializable {
  /** What it reads or writes, in words, without credentials. */
  String describe();

  /** Kafka topics that must be there before the job runs. */
  default List<String> topics() {
    return List.of();
  }

  /**
   * How long what is written may wait until it is committed; none where nothing waits.
   *
   * @throws IllegalArgumentException if it is no time, with the key that says so
   */
  default Optional<Duration> transactionTimeout() {
    return Optional.empty();
  }

  /** Whether it needs brokers. */
  default boolean usesKafka() {
    return !topics().isEmpty();
  }
}
