package dev.vigil.io.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;

/** Properties of a Kafka client, TLS and SASL among them. Its text form has their names only. */
public record KafkaClient(Map<String, String> properties) implements Serializable {
  public KafkaClient {
    properties = Map.copyOf(properties);
  }

  public Properties toProperties() {
    Properties all = new Properties();
    all.putAll(properties);
    return all;
  }

  /** These with others, which come first. */
  public KafkaClient with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(properties);
    all.putAll(more);
    return new KafkaClient(all);
  }

  /**
   * Brokers to ask first, {@code host:port,…}.
   *
   * @throws IllegalStateException if there are none
   */
  public String bootstrapServers() {
    String servers = properties.get("bootstrap.servers");
    if (servers == null) {
      throw new IllegalStateException("kafka.bootstrap.servers is not set");
    }
    return servers;
  }

  /** A sink of records; in transactions where it must be exactly once. */
  <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> records, boolean exactlyOnce, String id) {
    Properties producer = toProperties();
    KafkaSinkBuilder<T> sink = KafkaSink.<T>builder().setRecordSerializer(records);
    if (exactlyOnce) {
      // brokers refuse more than their transaction.max.timeout.ms, a quarter of an hour by default
      producer.putIfAbsent("transaction.timeout.ms", "600000");
      sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionalIdPrefix("vigil-" + id);
    } else {
      sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
    }
    return sink.setKafkaProducerConfig(producer).build();
  }

  @Override
  public String toString() {
    return "KafkaClient" + new TreeMap<>(properties).keySet();
  }
}
