package dev.vigil.io.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its first record on, belonging to no group. */
final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final Properties kafka;
  private final Duration patience;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param kafka properties of the client
   * @param patience how long to wait for an answer
   * @throws IOException if there is no answer or no such topic
   */
  TopicReader(String topic, Properties kafka, Duration patience) throws IOException {
    this.topic = topic;
    this.kafka = kafka;
    this.patience = patience;
    Properties reading = new Properties();
    reading.putAll(kafka);
    reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
    reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    try {
      this.consumer =
          new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw KafkaClient.unusable(kafka, e);
    }
    try {
      open();
    } catch (IOException e) {
      consumer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * A reader of a topic whose records mean something by their order.
   *
   * @throws IOException as the constructor does, and if the topic has several partitions
   */
  static TopicReader ordered(String topic, Properties kafka, Duration patience) throws IOException {
    TopicReader reader = new TopicReader(topic, kafka, patience);
    int partitions = reader.consumer.assignment().size();
    if (partitions > 1) {
      reader.close();
      throw new IOException(
          "the topic "
              + topic
              + " has "
              + partitions
              + " partitions; it must have one, since a rule's revision is its record's offset");
    }
    return reader;
  }

  private void open() throws IOException {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, patience).stream()
              .map(found -> new TopicPartition(topic, found.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IOException("there is no topic " + topic);
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (KafkaException e) {
      throw failed(e);
    }
  }

  /** Reads all that the topic holds by now; a second call goes on from there. */
  void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> each) throws IOException {
    try {
      Set<TopicPartition> partitions = consumer.assignment();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
      long last = System.nanoTime();
      // By position and not by records seen: compaction and transactions leave holes at the end.
      while (partitions.stream().anyMatch(one -> isBefore(one, ends.get(one)))) {
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

  private boolean isBefore(TopicPartition partition, @Nullable Long end) {
    if (end == null) {
      throw new KafkaException("the brokers name no end of " + partition);
    }
    return consumer.position(partition, patience) < end;
  }

  private IOException failed(KafkaException e) {
    return KafkaClient.failed("cannot read the topic " + topic, kafka, e);
  }

  @Override
  public void close() {
    consumer.close(Duration.ofSeconds(5));
  }
}
