package dev.vigil.bench.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes readings to a topic, in their order, as fast as it goes or at a steady rate. */
final class ReadingsTopic implements AutoCloseable {
  private static final long NANOS = 1_000_000_000L;
  private static final int CHECKED = 64;

  private final Air air;
  private final String topic;
  private final int partitions;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Map<Long, Long> arrivals = new ConcurrentHashMap<>();
  private long sent;

  ReadingsTopic(Air air, String topic, Bed bed) {
    this.air = air;
    this.topic = topic;
    this.partitions = bed.partitions();
    Properties properties = bed.kafka();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "5");
    // A broker may refuse the first batch for a topic just made and take the second, and then
    // never takes the first (KAFKA-15591).
    properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Readings sent so far. */
  long sent() {
    return sent;
  }

  /** When Kafka took a reading that may complete an alert, epoch milliseconds; by its number. */
  Map<Long, Long> arrivals() {
    return arrivals;
  }

  /** Sends so many readings as fast as it goes. */
  void fill(long readings) throws IOException {
    for (long end = sent + readings; sent < end; ) {
      send();
    }
  }

  /**
   * Sends readings at a steady rate.
   *
   * @param rate readings a second
   * @param seconds for how long
   */
  void stream(double rate, double seconds) throws IOException {
    long start = System.nanoTime();
    long first = sent;
    long end = first + Math.round(rate * seconds);
    while (sent < end) {
      long due = start + (long) ((sent - first) * NANOS / rate);
      long wait = due - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      for (int i = 0; i < CHECKED && sent < end; i++) {
        send();
      }
    }
  }

  /** Sends what ends each partition, and waits until Kafka has all. */
  void end() throws IOException {
    for (int partition = 0; partition < partitions; partition++) {
      byte[] value = air.last(sent, partition);
      var unused = producer.send(new ProducerRecord<>(topic, partition, null, value), this::taken);
    }
    producer.flush();
    check();
  }

  private void send() throws IOException {
    long reading = sent++;
    byte[] key = Air.station(reading).getBytes(StandardCharsets.US_ASCII);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, air.json(reading));
    if (air.completes(reading)) {
      var unused =
          producer.send(
              record,
              (metadata, failed) -> {
                taken(metadata, failed);
                if (failed == null) {
                  arrivals.put(reading, metadata.timestamp());
                }
              });
    } else {
      var unused = producer.send(record, this::taken);
    }
    if (reading % CHECKED == 0) {
      check();
    }
  }

  private void taken(RecordMetadata metadata, @Nullable Exception failed) {
    if (failed != null) {
      failure.compareAndSet(null, failed);
    }
  }

  private void check() throws IOException {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("readings cannot be sent: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    try {
      producer.close();
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
  }
}
