package dev.vigil.io.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes rules to the control topic, so that they stay in the order given and are there once. */
public final class RulePublisher implements AutoCloseable {
  private final String topic;
  private final Properties kafka;
  private final Duration patience;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param topic the control topic, of one partition
   * @param kafka properties of the client
   * @param patience how long to wait for the brokers
   * @throws IOException if there is no answer, no such topic, or it has several partitions
   */
  public RulePublisher(String topic, Properties kafka, Duration patience) throws IOException {
    this.topic = topic;
    this.kafka = kafka;
    this.patience = patience;
    // A producer would wait for a missing topic until its time is up, and not say why.
    TopicReader.ordered(topic, kafka, patience).close();
    Properties writing = new Properties();
    writing.putAll(kafka);
    writing.put(ProducerConfig.ACKS_CONFIG, "all");
    writing.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    writing.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    String wait = Long.toString(patience.toMillis());
    writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, wait);
    writing.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, wait);
    writing.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, wait);
    try {
      this.producer =
          new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw KafkaClient.unusable(kafka, e);
    }
  }

  /**
   * Publishes rules and waits until the brokers have them.
   *
   * @param documents by the rule's id; null to delete the rule
   * @return the revision of each
   * @throws IOException if one of them was not taken; others may have been
   */
  public Map<String, Long> publish(Map<String, @Nullable String> documents) throws IOException {
    Map<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    Map<String, Long> revisions = new LinkedHashMap<>();
    try {
      documents.forEach((rule, document) -> sent.put(rule, send(rule, document)));
      for (Map.Entry<String, Future<RecordMetadata>> one : sent.entrySet()) {
        revisions.put(one.getKey(), one.getValue().get().offset());
      }
    } catch (KafkaException e) {
      throw failed(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while publishing on " + topic, e);
    }
    return revisions;
  }

  /** The rules of which the topic holds a document, good or not. */
  public Set<String> published() throws IOException {
    Set<String> rules = new TreeSet<>();
    try (TopicReader reader = TopicReader.ordered(topic, kafka, patience)) {
      reader.readToEnd(
          record -> {
            if (record.key() != null) {
              String rule = new String(record.key(), StandardCharsets.UTF_8);
              if (record.value() == null) {
                rules.remove(rule);
              } else {
                rules.add(rule);
              }
            }
          });
    }
    return rules;
  }

  private Future<RecordMetadata> send(String rule, @Nullable String document) {
    byte[] key = rule.getBytes(StandardCharsets.UTF_8);
    byte[] value = document == null ? null : document.getBytes(StandardCharsets.UTF_8);
    return producer.send(new ProducerRecord<>(topic, key, value));
  }

  private IOException failed(Throwable cause) {
    return KafkaClient.failed("cannot publish on the topic " + topic, kafka, cause);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
