package dev.vigil.demo;

import dev.vigil.io.generator.AirQuality;
import dev.vigil.io.generator.AirQualityGenerator;
import dev.vigil.io.generator.Generated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends made-up readings to Kafka at a steady rate, from a thread of its own, until it is stopped.
 */
final class ReadingsStream implements AutoCloseable {
  private final AirQualityGenerator generator;
  private final KafkaProducer<byte[], byte[]> producer;
  private final double rate;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "readings");
  private volatile boolean stopped;

  private ReadingsStream(AirQuality setting, Properties kafka, double rate) {
    generator = new AirQualityGenerator(setting);
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
    // What close() may have to wait for when Kafka is gone.
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.rate = rate;
  }

  /**
   * Starts sending.
   *
   * @param rate records a second; how fast event time goes follows from it
   */
  static ReadingsStream start(AirQuality setting, Properties kafka, double rate) {
    ReadingsStream stream = new ReadingsStream(setting, kafka, rate);
    stream.thread.setDaemon(true);
    stream.thread.start();
    return stream;
  }

  /** Records that Kafka has taken. */
  long sent() throws IOException {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("readings cannot be sent: " + failed.getMessage(), failed);
    }
    return acknowledged.get();
  }

  /** Stops sending and returns how many records Kafka has taken in all. */
  long stop() throws IOException, InterruptedException {
    stopped = true;
    thread.join();
    producer.flush();
    return sent();
  }

  private void run() {
    try {
      send();
    } catch (KafkaException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void send() {
    long start = System.nanoTime();
    for (long slot = 0; !stopped; slot++) {
      long due = start + (long) (slot * TimeUnit.SECONDS.toNanos(1) / rate);
      long wait = due - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      }
      for (Generated record : generator.at(slot)) {
        byte[] key = record.station().getBytes(StandardCharsets.UTF_8);
        // The callback hears of it.
        var unused =
            producer.send(
                new ProducerRecord<>(DemoConf.READINGS, key, record.value()), this::taken);
      }
    }
  }

  private void taken(RecordMetadata metadata, @Nullable Exception failed) {
    if (failed == null) {
      acknowledged.incrementAndGet();
    } else {
      failure.compareAndSet(null, failed);
    }
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ZERO);
  }
}
