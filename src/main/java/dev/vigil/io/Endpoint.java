package dev.vigil.io;

import java.io.Serializable;
import java.util.List;

/** Where readings come from, or something goes to. */
public interface Endpoint extends Serializable {
  /** What it reads or writes, in words, without credentials. */
  String describe();

  /** Kafka topics that must be there before the job runs. */
  default List<String> topics() {
    return List.of();
  }

  /** Whether it needs brokers. */
  default boolean usesKafka() {
    return !topics().isEmpty();
  }
}
