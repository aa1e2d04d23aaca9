package dev.vigil.io.kafka;

import static org.apache.kafka.clients.CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

import java.io.IOException;
import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

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
    String servers = properties.get(BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null) {
      throw new IllegalStateException("kafka.bootstrap.servers is not set");
    }
    return servers;
  }

  /**
   * A client that asks and changes what the brokers have.
   *
   * @throws IOException if none can be made of these properties
   */
  public Admin admin() throws IOException {
    try {
      return Admin.create(toProperties());
    } catch (KafkaException e) {
      throw unusable(toProperties(), e);
    }
  }

  /** Why no client can be made: brokers whose names nobody knows, or a property that is wrong. */
  static IOException unusable(Properties kafka, KafkaException e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String why = first.getMessage() == null ? first.toString() : first.getMessage();
    return new IOException(
        "Kafka at " + kafka.getProperty(BOOTSTRAP_SERVERS_CONFIG) + ": " + why, e);
  }

  /** Why the brokers did not do what a client asked for. */
  static IOException failed(String what, Properties kafka, Throwable cause) {
    return new IOException(
        what
            + ": "
            + cause.getMessage()
            + " (Kafka at "
            + kafka.getProperty(BOOTSTRAP_SERVERS_CONFIG)
            + ")",
        cause);
  }

  /**
   * A sink of records.
   *
   * @param id tells the sink from the others of its job
   */
  <T> KafkaSink<T> sink(KafkaRecordSerializationSchema<T> records, Delivery delivery, String id) {
    Properties producer = toProperties();
    KafkaSinkBuilder<T> sink = KafkaSink.<T>builder().setRecordSerializer(records);
    delivery.setUp(sink, producer, id);
    return sink.setKafkaProducerConfig(producer).build();
  }

  @Override
  public String toString() {
    return "KafkaClient" + new TreeMap<>(properties).keySet();
  }
}
