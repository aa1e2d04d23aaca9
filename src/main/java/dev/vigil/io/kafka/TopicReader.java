package dev.vigil.io.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic of one partition from its first record on, belonging to no group. */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final Duration patience;
  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param kafka properties of the client
   * @param patience how long to wait for an answer
   * @throws IOException if there is no answer, no such topic, or it has several partitions
   */
  TopicReader(String topic, Properties kafka, Duration patience) throws IOException {
    this.topic = topic;
    this.patience = patience;
    this.partition = new TopicPartition(topic, 0);
    Properties reading = new Properties();
    reading.putAll(kafka);
    reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.consumer =
        new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      open();
    } catch (IOException e) {
      consumer.close(Duration.ZERO);
      throw e;
    }
  }

  private void open() throws IOException {
    try {
      int partitions = consumer.partitionsFor(topic, patience).size();
      if (partitions == 0) {
        throw new IOException("there is no topic " + topic);
      }
      if (partitions > 1) {
        throw new IOException(
            "the topic "
                + topic
                + " has "
                + partitions
                + " partitions; it must have one, for the order of its records to mean something");
      }
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Reads all that the topic holds by now; a second call goes on from there. */
  void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) throws IOException {
    try {
      long end = end();
      long last = System.nanoTime();
      // By position and not by records seen: compaction and transactions leave holes at the end.
      while (consumer.position(partition, patience) < end) {
        if (poll(each) > 0) {
          last = System.nanoTime();
        } else if (System.nanoTime() - last > patience.toNanos()) {
          throw new IOException(
              "the topic " + topic + " sent nothing for " + patience.toSeconds() + " s");
        }
      }
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Reads what is there now, or comes within a moment. */
  int readSome(Consumer<ConsumerRecord<byte[], byte[]>> each) throws IOException {
    try {
      return poll(each);
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  private int poll(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    int count = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      each.accept(record);
      count++;
    }
    return count;
  }

  private long end() {
    Long end = consumer.endOffsets(List.of(partition), patience).get(partition);
    if (end == null) {
      throw new KafkaException("the brokers name no end of " + partition);
    }
    return end;
  }

  private IOException failed(KafkaException e) {
    return new IOException("cannot read the topic " + topic + ": " + e.getMessage(), e);
  }

  @Override
  public void close() {
    consumer.close(Duration.ofSeconds(5));
  }
}
