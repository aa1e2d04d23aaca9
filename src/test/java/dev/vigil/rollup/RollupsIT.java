package dev.vigil.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.event.Event;
import dev.vigil.io.Intake;
import dev.vigil.job.RealJob;
import dev.vigil.servers.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Windows of each kind between a real Kafka and a real Elasticsearch, stopped in the middle of them
 * and started again, with readings that come in time, late and too late.
 */
class RollupsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = Instant.parse("2026-01-31T23:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  /** Of the stream, in the shipped conf. */
  private static final long OUT_OF_ORDER = 5_000;

  private static final long LATE = 30 * MINUTE;
  private static final Rollup MINUTES =
      Readings.rollup("minutes", new WindowKind.Tumbling(Duration.ofMinutes(1)), LATE);
  private static final Rollup SMOOTH =
      Readings.rollup(
          "smooth", new WindowKind.Sliding(Duration.ofMinutes(5), Duration.ofMinutes(2)), LATE);
  private static final Rollup VISITS =
      Readings.rollup("visits", new WindowKind.Session(Duration.ofMinutes(3)), LATE);

  @TempDir Path directory;
  private final String index = Servers.uniqueName("rollups");
  private final String topic = Servers.topic("rollups", RealJob.PARTITIONS);
  private final List<Event> sent = new ArrayList<>();
  private RealJob job;

  /** The shipped conf with other rollups. */
  private UnaryOperator<String> conf() {
    String rollups =
        """
        rollups:
          minutes:
            {from: air, window: {tumbling: 1m}, fields: [pm25], late: 30m, to: &to {kafka: {topic: %s}, elasticsearch: {index: %s}}}
          smooth: {from: air, window: {sliding: 5m, every: 2m}, fields: [pm25], late: 30m, to: *to}
          visits: {from: air, window: {session: 3m}, fields: [pm25], late: 30m, to: *to}
        """
            .formatted(topic, index);
    return conf -> conf.replaceAll("(?m)^rollups:.*\\n( .*\\n)+", rollups);
  }

  /** Sends a reading; all of a station to one partition. */
  private void send(String station, long time, double pm25) {
    Event event = Readings.event(station, time, pm25, 0);
    sent.add(event);
    String json =
        String.format(
            Locale.ROOT,
            "{\"ts\":\"%s\",\"station\":\"%s\",\"pm25\":%s}",
            Instant.ofEpochMilli(time),
            station,
            pm25);
    job.send(station.equals("A") ? 0 : 1, null, json.getBytes(UTF_8));
  }

  /** Readings of both stations with holes in them, a little out of order. */
  private void sendStretch(Random random, long from, long to) {
    for (long time = from; time < to; time += 7_000) {
      boolean hole = (time - START) % (20 * MINUTE) > 15 * MINUTE;
      for (String station : List.of("A", "B")) {
        if (!hole) {
          send(station, time - random.nextInt((int) OUT_OF_ORDER), random.nextInt(1000) / 10.0);
        }
      }
    }
    // both partitions end at the same time, and so does the clock
    send("A", to, 1);
    send("B", to, 1);
  }

  @Test
  void windows_overASavepoint_withLateReadings_areThoseOfAllReadingsTaken() throws Exception {
    Random random = new Random(7);
    try (RealJob real = new RealJob(directory)) {
      job = real;
      real.publish("bad", "rule: bad\nfrom: minutes\nwhen: pm25_max > 99 && count > 0\n");
      long half = START + 63 * MINUTE + 30_000;
      sendStretch(random, START, half);
      int first = real.flush();
      real.start(conf());
      real.await("the first half", () -> real.count(Intake.READINGS) == first);
      String last = Instant.ofEpochMilli(START + 63 * MINUTE).toString();
      real.await(
          "the watermark",
          () ->
              RealJob.json(topic).stream()
                  .anyMatch(
                      one ->
                          rollup(one).equals("minutes")
                              && one.at("/event/end").asText().equals(last)));
      String savepoint = real.suspend();
      assertThat(real.count(Intake.EVALUATED)).isEqualTo(first);

      // the first thing that the restored job sees is too late for all windows
      List<Event> inTime = List.copyOf(sent);
      send("A", START + 10 * MINUTE, 5_000);
      send("A", START + 37 * MINUTE + 30_000, 77); // in a hole: it joins two sessions
      send("B", START + 50 * MINUTE, -3);
      List<Event> late = List.copyOf(sent.subList(inTime.size(), sent.size()));
      int refused = real.flush();
      real.start(conf(), Optional.of(savepoint));
      real.await("late readings", () -> real.count(Intake.READINGS) == refused);
      assertThat(real.count(Intake.DEAD_LETTERS_COUNTER)).isEqualTo(refused);
      int before = sent.size();
      sendStretch(random, half + 1_000, START + 100 * MINUTE);
      int second = real.flush();
      real.await("the second half", () -> real.count(Intake.READINGS) == refused + second);
      assertThat(real.count(Intake.EVALUATED)).isEqualTo(second);
      real.drain();

      List<Event> rest = List.copyOf(sent.subList(before, sent.size()));
      assertThat(RealJob.records(real.deadLetters())).hasSize(refused);
      check(inTime, half - OUT_OF_ORDER - 1, late, rest);
      checkAlerts(real, inTime, rest);
    }
  }

  private void check(List<Event> inTime, long watermark, List<Event> late, List<Event> rest)
      throws Exception {
    Map<String, JsonNode> documents = RealJob.documents(index);
    Map<String, JsonNode> topical = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : RealJob.records(topic)) {
      String id = new String(record.key(), UTF_8);
      if (record.value() == null) {
        topical.remove(id);
      } else {
        topical.put(id, JSON.readTree(record.value()));
      }
    }
    assertThat(documents.keySet()).isEqualTo(topical.keySet());
    int windows = 0;
    for (Rollup rollup : List.of(MINUTES, SMOOTH, VISITS)) {
      NaiveWindows naive = new NaiveWindows(rollup.window(), LATE);
      inTime.forEach(event -> naive.add(Readings.keyed(event, false)));
      naive.watermark(watermark);
      late.forEach(event -> naive.add(Readings.keyed(event, true)));
      rest.forEach(event -> naive.add(Readings.keyed(event, false)));
      Map<String, NaiveWindows.Window> expected = naive.byId(rollup);
      windows += expected.size();
      assertThat(
              documents.values().stream().filter(one -> rollup(one).equals(rollup.name())).count())
          .isEqualTo(expected.size());
      for (Map.Entry<String, NaiveWindows.Window> one : expected.entrySet()) {
        check(documents.get(one.getKey()), one.getValue());
        check(topical.get(one.getKey()), one.getValue());
      }
    }
    assertThat(RealJob.records(topic)).anyMatch(record -> record.value() == null);
    assertThat(documents).hasSize(windows).hasSizeGreaterThan(200);
    assertThat(documents.values())
        .anyMatch(one -> one.at("/event/sequence").asInt() > 1)
        .anyMatch(one -> one.at("/event/start").asText().startsWith("2026-02"));
  }

  private static String rollup(JsonNode document) {
    return document.at("/vigil/rollup").asText();
  }

  private static void check(JsonNode document, NaiveWindows.Window window) {
    assertThat(document).isNotNull();
    assertThat(Instant.parse(document.at("/event/start").asText()).toEpochMilli())
        .isEqualTo(window.start);
    assertThat(document.path("@timestamp")).isEqualTo(document.at("/event/end"));
    assertThat(Instant.parse(document.at("/event/end").asText()).toEpochMilli())
        .isEqualTo(window.end);
    assertThat(document.at("/vigil/count").asInt()).isEqualTo(window.readings.size());
    double[] values =
        window.readings.stream().mapToDouble(one -> one.event().getDouble(0)).sorted().toArray();
    JsonNode pm25 = document.at("/vigil/values/pm25");
    assertThat(pm25.path("count").asInt()).isEqualTo(values.length);
    assertThat(pm25.path("min").asDouble()).isEqualTo(values[0]);
    assertThat(pm25.path("max").asDouble()).isEqualTo(values[values.length - 1]);
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    assertThat(pm25.path("avg").asDouble()).isCloseTo(sum / values.length, within(1e-9));
  }

  /** The rule saw each minute once, without what came late. */
  private void checkAlerts(RealJob real, List<Event> inTime, List<Event> rest) throws Exception {
    NaiveWindows naive = new NaiveWindows(MINUTES.window(), 0);
    inTime.forEach(event -> naive.add(Readings.keyed(event, false)));
    rest.forEach(event -> naive.add(Readings.keyed(event, false)));
    TreeMap<String, TreeMap<Long, Boolean>> bad = new TreeMap<>();
    naive
        .byId(MINUTES)
        .values()
        .forEach(
            window ->
                bad.computeIfAbsent(
                        window.readings.get(0).event().getText(0), unused -> new TreeMap<>())
                    .put(
                        window.end,
                        window.readings.stream().anyMatch(one -> one.event().getDouble(0) > 99)));
    List<String> expected = new ArrayList<>();
    bad.forEach(
        (station, minutes) -> {
          boolean open = false;
          for (Map.Entry<Long, Boolean> minute : minutes.entrySet()) {
            if (minute.getValue() && !open) {
              expected.add(station + " " + Instant.ofEpochMilli(minute.getKey()));
            }
            open = minute.getValue();
          }
        });
    assertThat(real.documents().values())
        .extracting(
            alert ->
                alert.at("/vigil/key/station").asText() + " " + alert.at("/event/start").asText())
        .containsExactlyInAnyOrderElementsOf(expected)
        .hasSizeGreaterThan(3);
  }
}
