package dev.vigil.servers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersIT {
  @Test
  void kafka_keeps_what_was_produced_over_a_crash(@TempDir Path directory) throws Exception {
    int port = Ports.free();
    TopicPartition partition = new TopicPartition("readings", 0);
    try (KafkaServer server = KafkaServer.start(directory, port)) {
      produce(server, partition.topic(), "before");
      server.process().kill();
      assertThat(server.process().alive()).isFalse();
    }
    try (KafkaServer server = KafkaServer.start(directory, port)) {
      produce(server, partition.topic(), "after");
      assertThat(consume(server, partition, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void topic_is_made_with_its_partitions() throws Exception {
    String topic = Servers.topic("readings", 3);
    produce(Servers.kafka(), topic, "one");
    assertThat(consumer(Servers.kafka()).partitionsFor(topic)).hasSize(3);
  }

  @Test
  void elasticsearch_finds_what_was_indexed() {
    String index = Servers.uniqueName("readings");
    var indexed = Servers.request("PUT", "/" + index + "/_doc/1?refresh=true", "{\"pm25\":80.5}");
    assertThat(indexed.statusCode()).isEqualTo(201);
    var counted =
        Servers.request("GET", "/" + index + "/_count", "{\"query\":{\"term\":{\"pm25\":80.5}}}");
    assertThat(counted.body()).contains("\"count\":1,");
  }

  @Test
  void child_is_gone_after_close(@TempDir Path directory) throws Exception {
    ElasticsearchServer server = ElasticsearchServer.start(directory, Ports.free());
    long pid = server.process().pid();
    server.close();
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
  }

  @Test
  void child_that_ends_early_shows_the_end_of_its_log(@TempDir Path directory) throws Exception {
    Path occupied = Files.writeString(directory.resolve("data"), "not a directory");
    assertThat(occupied).exists();
    assertThatThrownBy(() -> KafkaServer.start(directory, Ports.free()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("kafka ended with code 1")
        .hasMessageContaining("Exception");
  }

  @Test
  void port_that_is_taken_is_told(@TempDir Path directory) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int taken = other.getLocalPort();
      assertThatThrownBy(() -> KafkaServer.start(directory.resolve("kafka"), taken))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("kafka ended with code")
          .hasMessageContaining("Address already in use");
      assertThatThrownBy(() -> ElasticsearchServer.start(directory.resolve("elastic"), taken))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("elasticsearch ended with code")
          .hasMessageContaining("Failed to bind to 127.0.0.1:" + taken);
    }
  }

  private static void produce(KafkaServer server, String topic, String value) throws Exception {
    Map<String, Object> client = Map.of("bootstrap.servers", server.bootstrapServers());
    try (var admin = Admin.create(client)) {
      if (!admin.listTopics().names().get().contains(topic)) {
        var made = new NewTopic(topic, 1, (short) 1);
        admin.createTopics(List.of(made)).all().get();
      }
    }
    try (var producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get();
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaServer server) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", server.bootstrapServers(), "auto.offset.reset", "earliest"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<String> consume(KafkaServer server, TopicPartition partition, int count) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(server)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new ArrayList<>();
      for (int poll = 0; values.size() < count && poll < 60; poll++) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(new String(record.value(), UTF_8));
        }
      }
      return values;
    }
  }
}
