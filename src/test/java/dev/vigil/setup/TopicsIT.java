package dev.vigil.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.io.kafka.KafkaClient;
import dev.vigil.servers.Servers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TopicsIT {
  private static final KafkaClient CLIENT =
      new KafkaClient(Map.of("bootstrap.servers", Servers.kafka().bootstrapServers()));

  @Test
  void topics_are_made_once_with_their_partitions_and_policy() throws Exception {
    Topic readings = Topic.log(Servers.uniqueName("readings"), 3);
    Topic rules = Topic.table(Servers.uniqueName("rules"));
    assertThat(ensure(readings, rules))
        .containsExactly("topic " + readings.name() + ": made", "topic " + rules.name() + ": made");
    assertThat(ensure(readings, rules))
        .containsExactly(
            "topic " + readings.name() + ": there already",
            "topic " + rules.name() + ": there already");
    try (Admin admin = CLIENT.admin()) {
      var found =
          admin.describeTopics(List.of(readings.name(), rules.name())).allTopicNames().get();
      assertThat(found.get(readings.name()).partitions()).hasSize(3);
      assertThat(found.get(rules.name()).partitions()).hasSize(1);
      assertThat(policy(admin, readings.name())).isEqualTo("delete");
      assertThat(policy(admin, rules.name())).isEqualTo("compact");
    }
  }

  @Test
  void rules_topic_that_forgets_is_refused() {
    String forgetful = Servers.topic("rules", 1);
    assertThatThrownBy(() -> ensure(Topic.table(forgetful)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "topic "
                + forgetful
                + " has cleanup.policy delete; it must be compact, or rules are lost");
  }

  @Test
  void rules_topic_without_one_order_is_refused() {
    String parted = Servers.topic("rules", 2);
    assertThatThrownBy(() -> ensure(Topic.table(parted)))
        .isInstanceOf(IOException.class)
        .hasMessage("topic " + parted + " has 2 partitions; it must have 1");
  }

  @Test
  void name_that_kafka_refuses_is_told() {
    assertThatThrownBy(() -> ensure(Topic.log("air readings", 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("air readings");
  }

  private static List<String> ensure(Topic... topics) throws Exception {
    List<String> said = new ArrayList<>();
    Topics.ensure(CLIENT, List.of(topics), said::add);
    return said;
  }

  private static String policy(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get()
        .get(resource)
        .get("cleanup.policy")
        .value();
  }
}
