package dev.vigil.setup;

import dev.vigil.io.kafka.KafkaClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics, and checks those that are there already. */
public final class Topics {
  private Topics() {}

  /**
   * Makes the topics that are missing.
   *
   * @param said told a line for each topic as soon as it is there: what was found or done
   * @throws IOException if Kafka refuses, or if a topic is there with another number of partitions
   *     where order needs one, or with the wrong cleanup policy
   */
  public static void ensure(KafkaClient client, List<Topic> topics, Consumer<String> said)
      throws IOException, InterruptedException {
    try (Admin admin = client.admin()) {
      for (Topic topic : topics) {
        said.accept(ensure(admin, topic));
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "Kafka at " + client.bootstrapServers() + ": " + cause.getMessage(), cause);
    }
  }

  private static String ensure(Admin admin, Topic topic)
      throws IOException, InterruptedException, ExecutionException {
    try {
      admin.createTopics(List.of(wanted(topic))).all().get();
      return "topic " + topic.name() + ": made";
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
    check(admin, topic);
    return "topic " + topic.name() + ": there already";
  }

  private static NewTopic wanted(Topic topic) {
    String policy =
        topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
    // The broker's own replication factor.
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
  }

  private static void check(Admin admin, Topic topic)
      throws IOException, InterruptedException, ExecutionException {
    if (!topic.compacted()) {
      return;
    }
    Map<String, TopicDescription> described =
        admin.describeTopics(List.of(topic.name())).allTopicNames().get();
    TopicDescription found = described.values().iterator().next();
    if (found.partitions().size() != 1) {
      throw new IOException(
          "topic "
              + topic.name()
              + " has "
              + found.partitions().size()
              + " partitions; it must have 1");
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    Config config = admin.describeConfigs(List.of(resource)).all().get().values().iterator().next();
    String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      throw new IOException(
          "topic "
              + topic.name()
              + " has cleanup.policy "
              + policy
              + "; it must be compact, or rules are lost");
    }
  }
}
