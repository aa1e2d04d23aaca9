package dev.vigil.io.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.jspecify.annotations.Nullable;

/** How often a topic has a document when the job that sends it is started again. */
public sealed interface Delivery extends Serializable {
  /**
   * Sets a sink and its producer up for it.
   *
   * @param id tells the sink from the others of its job
   */
  void setUp(KafkaSinkBuilder<?> sink, Properties producer, String id);

  /**
   * How long what is sent may wait for its checkpoint; none where nothing waits.
   *
   * @throws IllegalArgumentException if the client's properties have no number for it
   */
  Optional<Duration> transactionTimeout(KafkaClient client);

  /** Once or more often. */
  record AtLeastOnce() implements Delivery {
    @Override
    public void setUp(KafkaSinkBuilder<?> sink, Properties producer, String id) {
      sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
    }

    @Override
    public Optional<Duration> transactionTimeout(KafkaClient client) {
      return Optional.empty();
    }
  }

  /**
   * Once: documents are sent in transactions, one a checkpoint.
   *
   * @param transactions a name in the ids of the transactions, which tells the job from another
   *     that writes to the topic; null for none
   */
  record ExactlyOnce(@Nullable String transactions) implements Delivery {
    private static final String TIMEOUT = "transaction.timeout.ms";

    /** Brokers refuse more than their transaction.max.timeout.ms, by default 15 minutes. */
    private static final String TIMEOUT_MILLIS = "600000";

    @Override
    public void setUp(KafkaSinkBuilder<?> sink, Properties producer, String id) {
      producer.putIfAbsent(TIMEOUT, TIMEOUT_MILLIS);
      // no id has a dot before its first hyphen, and so none is that of another sink
      String name = transactions == null ? "" : transactions + ".";
      sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionalIdPrefix("vigil-" + name + id);
    }

    @Override
    public Optional<Duration> transactionTimeout(KafkaClient client) {
      String millis = client.properties().getOrDefault(TIMEOUT, TIMEOUT_MILLIS);
      try {
        return Optional.of(Duration.ofMillis(Integer.parseInt(millis.trim())));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "kafka's " + TIMEOUT + " is '" + millis + "'; write milliseconds, a whole number", e);
      }
    }
  }
}
