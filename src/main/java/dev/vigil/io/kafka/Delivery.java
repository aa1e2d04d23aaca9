package dev.vigil.io.kafka;

import java.io.Serializable;
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

  /** Once or more often. */
  record AtLeastOnce() implements Delivery {
    @Override
    public void setUp(KafkaSinkBuilder<?> sink, Properties producer, String id) {
      sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
    }
  }

  /**
   * Once: documents are sent in transactions, one a checkpoint.
   *
   * @param transactions a name in the ids of the transactions, which tells the job from another
   *     that writes to the topic; null for none
   */
  record ExactlyOnce(@Nullable String transactions) implements Delivery {
    @Override
    public void setUp(KafkaSinkBuilder<?> sink, Properties producer, String id) {
      // brokers refuse more than their transaction.max.timeout.ms, a quarter of an hour by default
      producer.putIfAbsent("transaction.timeout.ms", "600000");
      // no id has a dot before its first hyphen, and so none is that of another sink
      String name = transactions == null ? "" : transactions + ".";
      sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionalIdPrefix("vigil-" + name + id);
    }
  }
}
