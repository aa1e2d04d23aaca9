package dev.vigil.job;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.servers.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked for before a job starts, on real brokers. */
class SubmissionIT {
  private final String readings = Servers.topic("readings", 1);
  private final String rules = Servers.compactedTopic("rules");

  @TempDir private Path directory;

  @Test
  void topicsThatAreWritten_areLookedForToo() throws Exception {
    String suffix = Servers.uniqueName("");
    assertThatThrownBy(
            () ->
                submission(
                        "status" + suffix, "alerts" + suffix, "rollups" + suffix, "dead" + suffix)
                    .prepare(new Configuration()))
        .isInstanceOf(Submission.Refusal.class)
        .hasMessage(
            "Kafka at "
                + Servers.kafka().bootstrapServers()
                + " has no topic "
                + String.join(
                    ", ",
                    List.of(
                        "rollups" + suffix, "alerts" + suffix, "dead" + suffix, "status" + suffix))
                + "; 'vigil setup' makes all topics that conf names\n");
    assertThatCode(
            () ->
                submission(
                        Servers.compactedTopic("status"),
                        Servers.topic("alerts", 1),
                        Servers.topic("rollups", 1),
                        Servers.topic("dead", 1))
                    .prepare(new Configuration()))
        .doesNotThrowAnyException();
  }

  private Submission submission(String status, String alerts, String rollups, String dead)
      throws Exception {
    String conf =
        """
        streams:
          air:
            kafka: {topics: [%s]}
            time: {field: ts}
            key: [station]
            fields: {station: string, pm25: double}
        rollups:
          air_1h: {from: air, window: {tumbling: 1h}, fields: [pm25], to: {kafka: {topic: %s}}}
        rules: {topic: %s}
        status: {topic: %s}
        alerts: {kafka: {topic: %s}}
        dead_letters: {topic: %s}
        kafka: {bootstrap.servers: "%s"}
        """
            .formatted(
                readings, rollups, rules, status, alerts, dead, Servers.kafka().bootstrapServers());
    return Submission.read(Files.writeString(directory.resolve("vigil.yaml"), conf));
  }
}
