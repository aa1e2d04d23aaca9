package dev.vigil.io.kafka;

import dev.vigil.control.RuleStatus;
import dev.vigil.control.RuleStatusJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the job says of its rules, as the status topic holds it. */
public final class StatusTopic implements AutoCloseable {
  private final TopicReader reader;
  private final Map<String, RuleStatus> latest = new TreeMap<>();
  private final List<RuleStatus> fresh = new ArrayList<>();
  private long unreadable;

  /**
   * @param topic the status topic
   * @param kafka properties of the client
   * @param patience how long to wait for the brokers
   * @throws IOException if there is no answer or no such topic
   */
  public StatusTopic(String topic, Properties kafka, Duration patience) throws IOException {
    this.reader = new TopicReader(topic, kafka, patience);
  }

  /** Reads all that the topic holds by now; the latest status of each rule, by its id. */
  public Map<String, RuleStatus> readToEnd() throws IOException {
    reader.readToEnd(this::take);
    fresh.clear();
    return new TreeMap<>(latest);
  }

  /** What was said since the last call, waiting for a moment; empty if nothing was. */
  public List<RuleStatus> next() throws IOException {
    reader.readSome(this::take);
    List<RuleStatus> said = List.copyOf(fresh);
    fresh.clear();
    return said;
  }

  /** How many records were no statuses. */
  public long unreadable() {
    return unreadable;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      if (record.key() != null) {
        latest.remove(new String(record.key(), StandardCharsets.UTF_8));
      }
      return;
    }
    try {
      RuleStatus status = RuleStatusJson.read(record.value());
      latest.put(status.rule(), status);
      fresh.add(status);
    } catch (IOException e) {
      unreadable++;
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
