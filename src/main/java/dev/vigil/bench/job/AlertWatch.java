package dev.vigil.bench.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Watches alerts come: each when Kafka takes it, and when Elasticsearch has it, which is asked for
 * every alert of the topic until it does.
 */
final class AlertWatch implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(10);

  /** Index of the months by UTC. */
  private static final int MONTH = "2026-01".length();

  private final Running job;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ObjectMapper json = new ObjectMapper();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Landed> pending = new LinkedHashMap<>();
  private final List<Landed> landed = new ArrayList<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "alerts");
  private volatile boolean stopped;

  /**
   * An alert and when it was where.
   *
   * @param reading number of the reading that completed it
   * @param kafka epoch milliseconds
   * @param elasticsearch epoch milliseconds, some milliseconds after the fact
   */
  record Landed(long reading, String month, long kafka, long elasticsearch) {}

  private AlertWatch(Running job, Properties kafka) {
    this.job = job;
    consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    TopicPartition partition = new TopicPartition(job.alertTopic(), 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
  }

  /** Starts watching. */
  static AlertWatch start(Running job, Properties kafka) {
    AlertWatch watch = new AlertWatch(job, kafka);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** Stops watching once all alerts of the topic are in Elasticsearch, and returns them. */
  List<Landed> end() throws IOException, InterruptedException {
    stopped = true;
    thread.join();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("alerts cannot be watched: " + failed.getMessage(), failed);
    }
    return landed;
  }

  private void run() {
    try (consumer) {
      while (true) {
        boolean last = stopped && pending.isEmpty();
        var records = consumer.poll(LOOK);
        for (ConsumerRecord<byte[], byte[]> record : records) {
          take(record);
        }
        look();
        if (last && records.isEmpty()) {
          return;
        }
      }
    } catch (IOException | KafkaException e) {
      failure.set(e);
    } catch (InterruptedException e) {
      failure.set(e);
      Thread.currentThread().interrupt();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws IOException {
    String id = new String(record.key(), StandardCharsets.UTF_8);
    JsonNode alert = json.readTree(record.value());
    if (known.add(id)) { // later records of an alert say that it is over
      String station = alert.path("vigil").path("key").path("station").asText();
      long completed = Instant.parse(alert.path("@timestamp").asText()).toEpochMilli();
      String month = alert.path("event").path("start").asText().substring(0, MONTH);
      long reading = Air.reading(station, completed);
      pending.put(id, new Landed(reading, month.replace('-', '.'), record.timestamp(), 0));
    }
  }

  private void look() throws IOException, InterruptedException {
    Map<String, List<String>> months = new HashMap<>();
    pending.forEach(
        (id, one) -> months.computeIfAbsent(one.month(), unused -> new ArrayList<>()).add(id));
    for (Map.Entry<String, List<String>> month : months.entrySet()) {
      List<String> present = job.alerts().present(month.getKey(), month.getValue());
      long now = System.currentTimeMillis();
      for (String id : present) {
        Landed one = pending.remove(id);
        if (one != null) {
          landed.add(new Landed(one.reading(), one.month(), one.kafka(), now));
        }
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }
}
