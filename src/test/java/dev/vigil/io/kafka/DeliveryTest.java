package dev.vigil.io.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.junit.jupiter.api.Test;

/** What tells the transactions of two jobs apart. */
class DeliveryTest {
  private static KafkaSink<?> sink(Delivery delivery) {
    return new KafkaClient(Map.of("bootstrap.servers", "none:1"))
        .sink(new RuleStatusSerializer("t"), delivery, "alerts-kafka-t");
  }

  @Test
  void idsOfTransactions_haveTheNameOfConf_andWithoutItAreWhatTheyWere() {
    assertThat(sink(new Delivery.ExactlyOnce(null)))
        .hasFieldOrPropertyWithValue("deliveryGuarantee", DeliveryGuarantee.EXACTLY_ONCE)
        .hasFieldOrPropertyWithValue("transactionalIdPrefix", "vigil-alerts-kafka-t");
    assertThat(sink(new Delivery.ExactlyOnce("north")))
        .hasFieldOrPropertyWithValue("deliveryGuarantee", DeliveryGuarantee.EXACTLY_ONCE)
        .hasFieldOrPropertyWithValue("transactionalIdPrefix", "vigil-north.alerts-kafka-t");
  }

  @Test
  void sinkOfDocumentsThatMayComeTwice_hasNoTransactions() {
    assertThat(sink(new Delivery.AtLeastOnce()))
        .hasFieldOrPropertyWithValue("deliveryGuarantee", DeliveryGuarantee.AT_LEAST_ONCE);
  }
}
