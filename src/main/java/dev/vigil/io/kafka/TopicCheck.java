package dev.vigil.io.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks the brokers which topics there are, so that a job fails before it starts. */
public final class TopicCheck {
  private static final long PATIENCE_SECONDS = 15;

  private TopicCheck() {}

  /**
   * Those of the topics that the brokers do not have.
   *
   * @throws IOException if no broker answers, or none can be asked
   */
  public static List<String> missing(KafkaClient client, Collection<String> topics)
      throws IOException {
    if (topics.isEmpty()) {
      return List.of();
    }
    Admin admin = client.admin();
    try {
      Set<String> there = admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return topics.stream().filter(topic -> !there.contains(topic)).distinct().toList();
    } catch (TimeoutException e) {
      throw new IOException(
          "Kafka at "
              + client.bootstrapServers()
              + " does not answer within "
              + PATIENCE_SECONDS
              + " s; is it running, and is kafka.bootstrap.servers right?",
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          "Kafka at " + client.bootstrapServers() + " refuses: " + cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking for the topics", e);
    } finally {
      // a client that waits for its unanswered questions would wait for as long again
      admin.close(Duration.ZERO);
    }
  }
}
