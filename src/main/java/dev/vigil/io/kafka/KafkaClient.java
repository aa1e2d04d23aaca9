package dev.vigil.io.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

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

  @Override
  public String toString() {
    return "KafkaClient" + new TreeMap<>(properties).keySet();
  }
}
