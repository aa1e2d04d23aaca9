package dev.vigil.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.io.Intake;
import dev.vigil.io.generator.AirQuality;
import dev.vigil.io.generator.AirQualityGenerator;
import dev.vigil.io.generator.Generated;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated readings through the whole job, between a real Kafka and a real Elasticsearch. */
class VigilJobIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HOLD = Duration.ofMinutes(2);
  private static final int SLOTS = 20_000;
  private static final String RULE =
      """
      rule: high
      description: High.
      severity: warning
      when: pm25 > 20
      for: 2m
      annotations: {summary: "{{ station }} {{ pm25 }}"}
      """;

  @TempDir Path directory;

  /** Sends the readings, and tells how many records there are. */
  private static int send(RealJob job) throws Exception {
    AirQuality setting =
        new AirQuality(
            3, 20, START.toEpochMilli(), Duration.ofSeconds(60), Duration.ofSeconds(5), 0.01, 0.01);
    AirQualityGenerator generator = new AirQualityGenerator(setting);
    for (int slot = 0; slot < SLOTS; slot++) {
      for (Generated made : generator.at(slot)) {
        job.send(
            Math.floorMod(made.station().hashCode(), RealJob.PARTITIONS),
            made.station().getBytes(UTF_8),
            made.value());
      }
    }
    return job.flush();
  }

  @Test
  void readingsAndRulesInKafka_becomeAlertsStatusesAndDeadLetters() throws Exception {
    try (RealJob job = new RealJob(directory)) {
      job.publish("high", RULE);
      int sent = send(job);
      long began = System.currentTimeMillis();
      job.start(UnaryOperator.identity());
      job.await("all readings", () -> job.count(Intake.READINGS) == sent);
      job.await("the status", () -> !RealJob.records(job.statuses()).isEmpty());
      JsonNode status = RealJob.json(job.statuses()).get(0);
      assertThat(status.path("rule").asText()).isEqualTo("high");
      assertThat(status.path("state").asText()).isEqualTo("active");
      assertThat(status.path("subtasks").asText()).isEqualTo("4/4");
      long evaluated = job.count(Intake.EVALUATED);
      job.drain();

      List<ConsumerRecord<byte[], byte[]>> letters = RealJob.records(job.deadLetters());
      assertThat(evaluated + letters.size()).isEqualTo(sent);
      assertThat(letters.size()).isGreaterThan(SLOTS / 200);
      assertThat(letters)
          .extracting(record -> new String(record.key(), UTF_8))
          .doesNotHaveDuplicates();

      Map<String, JsonNode> last = new HashMap<>();
      for (ConsumerRecord<byte[], byte[]> alert : RealJob.records(job.alerts())) {
        // by event time, brokers would delete alerts about old readings
        assertThat(alert.timestamp()).isGreaterThanOrEqualTo(began);
        last.put(new String(alert.key(), UTF_8), withoutLatency(JSON.readTree(alert.value())));
      }
      Map<String, JsonNode> documents = job.documents();
      documents.values().forEach(VigilJobIT::withoutLatency);
      assertThat(documents).isEqualTo(last);
      assertThat(documents.values())
          .extracting(VigilJobIT::stationAndStart)
          .containsExactlyInAnyOrderElementsOf(expected(job, letters))
          .hasSizeGreaterThan(10);
    }
  }

  private static String stationAndStart(JsonNode alert) {
    return alert.at("/vigil/key/station").asText() + " " + alert.at("/event/start").asText();
  }

  /** Where the rule says that alerts start, by a loop over what did not become a dead letter. */
  private static List<String> expected(RealJob job, List<ConsumerRecord<byte[], byte[]>> letters)
      throws Exception {
    Set<String> refused = new HashSet<>();
    letters.forEach(letter -> refused.add(new String(letter.key(), UTF_8)));
    Map<String, TreeMap<Instant, Double>> stations = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : RealJob.records(job.readings())) {
      if (!refused.contains(record.topic() + "-" + record.partition() + "@" + record.offset())) {
        JsonNode reading = JSON.readTree(record.value());
        stations
            .computeIfAbsent(reading.get("station").asText(), unused -> new TreeMap<>())
            .put(Instant.parse(reading.get("ts").asText()), reading.get("pm25").asDouble());
      }
    }
    List<String> starts = new ArrayList<>();
    stations.forEach(
        (station, values) -> {
          Instant rise = null;
          boolean fired = false;
          for (Map.Entry<Instant, Double> value : values.entrySet()) {
            if (value.getValue() <= 20) {
              rise = null;
              fired = false;
            } else if (rise == null) {
              rise = value.getKey();
            } else if (!fired && !value.getKey().isBefore(rise.plus(HOLD))) {
              fired = true;
              starts.add(station + " " + rise);
            }
          }
        });
    return starts;
  }

  /** Each sink tells how long the alert took until it got there. */
  private static JsonNode withoutLatency(JsonNode alert) {
    ((ObjectNode) alert.path("vigil")).remove("latency_ms");
    return alert;
  }
}
