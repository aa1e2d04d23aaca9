package dev.vigil.job;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.io.Intake;
import dev.vigil.io.format.Reason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes as a reading: it is evaluated or a dead letter, counted, and the job runs on. */
class BadReadingsIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String RULE =
      """
      rule: hit
      sequence:
        - begin: hit
          where: pm25 > 50
      """;

  @TempDir Path directory;

  /** A record, a character a byte; null for none. */
  private record Bad(@Nullable String text, Reason reason, String detail) {
    static Bad text(String value, Reason reason, String detail) {
      return new Bad(value, reason, detail);
    }

    byte @Nullable [] value() {
      return text == null ? null : text.getBytes(ISO_8859_1);
    }

    /** A reading of station A at the start, but for the fields given. */
    static Bad field(String fields, Reason reason, String detail) {
      return text("{\"ts\":\"" + START + "\",\"station\":\"A\"," + fields + "}", reason, detail);
    }
  }

  private static final List<Bad> BAD =
      List.of(
          new Bad(null, Reason.EMPTY, "no value"),
          Bad.text("", Reason.EMPTY, "no value"),
          Bad.text(" \n", Reason.EMPTY, "white space"),
          Bad.text("{\"ts\":", Reason.MALFORMED, "not JSON"),
          Bad.text("ERR sensor bus timeout", Reason.MALFORMED, "not JSON at byte"),
          Bad.text("{} {}", Reason.MALFORMED, "not JSON"),
          Bad.text("\"\u00c3(\"", Reason.MALFORMED, "not JSON"),
          Bad.text("\0\1\2\3", Reason.MALFORMED, "not JSON"),
          Bad.text("null", Reason.WRONG_TYPE, "null"),
          Bad.text("7", Reason.WRONG_TYPE, "7"),
          Bad.text("[]", Reason.WRONG_TYPE, "split"),
          Bad.text("{}", Reason.NO_TIME, "no time at ts"),
          Bad.text("{\"station\":\"A\",\"pm25\":1}", Reason.NO_TIME, "no time at ts"),
          Bad.text("{\"ts\":\"NA\",\"station\":\"A\"}", Reason.NO_TIME, "no time at ts"),
          Bad.text("{\"ts\":\"yesterday\",\"station\":\"A\"}", Reason.NO_TIME, "yesterday"),
          Bad.text("{\"ts\":\"1969-12-31T00:00:00Z\",\"station\":\"A\"}", Reason.NO_TIME, "1969"),
          Bad.text("{\"ts\":\"2999-01-01T00:00:00Z\",\"station\":\"A\"}", Reason.FUTURE, "2999"),
          Bad.text("{\"ts\":\"" + START + "\",\"pm25\":1}", Reason.NO_KEY, "station"),
          Bad.text("{\"ts\":\"" + START + "\",\"station\":null}", Reason.NO_KEY, "station"),
          Bad.text("{\"ts\":\"" + START + "\",\"station\":\"\"}", Reason.NO_KEY, "station"),
          Bad.field("\"pm25\":\"offline\"", Reason.WRONG_TYPE, "pm25"),
          Bad.field("\"pm25\":true", Reason.WRONG_TYPE, "pm25"),
          Bad.field("\"pm25\":[80]", Reason.WRONG_TYPE, "pm25"),
          Bad.field("\"pm25\":{\"v\":80}", Reason.WRONG_TYPE, "pm25"),
          Bad.field("\"location\":\"nowhere\"", Reason.WRONG_TYPE, "location"),
          Bad.field("\"location\":{\"lat\":91,\"lon\":0}", Reason.WRONG_TYPE, "location"),
          Bad.field("\"deep\":" + "[".repeat(500) + "]".repeat(500), Reason.TOO_LARGE, "depth"),
          Bad.field("\"pm25\":" + "9".repeat(5_000), Reason.TOO_LARGE, "length"),
          Bad.field("\"note\":\"" + "x".repeat(900_000) + "\"", Reason.TOO_LARGE, "bytes"),
          Bad.field("\"pm25\":80", Reason.LATE, "watermark"));

  /** Values that are odd and still readings: 61.5 four times, and no value as often. */
  private static final List<String> ODD =
      List.of("61.5", "\"61.5\"", "\" 61.5 \"", "615e-1", "null", "NaN", "\"NaN\"", "\"\"");

  private static byte[] reading(int minute, String pm25) {
    Instant at = START.plusSeconds(60L * minute);
    return ("{\"ts\":\"" + at + "\",\"station\":\"A\",\"pm25\":" + pm25 + "}").getBytes(UTF_8);
  }

  private static void sendToAll(RealJob job, int minute, String pm25) {
    for (int partition = 0; partition < RealJob.PARTITIONS; partition++) {
      job.send(partition, null, reading(minute, pm25));
    }
  }

  @Test
  void everyBadReading_isADeadLetterWithReasonAndPlace_counted_andTheJobRunsOn() throws Exception {
    try (RealJob job = new RealJob(directory)) {
      job.publish("hit", RULE);
      job.start(conf -> conf.replace("    ahead:", "    limits: {bytes: 200000}\n    ahead:"));
      sendToAll(job, 1, "60");
      sendToAll(job, 60, "1");
      job.await("the clock", () -> RealJob.records(job.alerts()).size() == RealJob.PARTITIONS);
      for (Bad bad : BAD) {
        job.send(0, null, bad.value());
      }
      for (int i = 0; i < ODD.size(); i++) {
        job.send(0, null, reading(100 + i, ODD.get(i)));
      }
      sendToAll(job, 200, "1");
      int sent = job.flush();
      job.await("all readings", () -> job.count(Intake.READINGS) == sent);
      job.await("all letters", () -> RealJob.records(job.deadLetters()).size() == BAD.size());
      int hits = RealJob.PARTITIONS + ODD.size() / 2;
      job.await("the alerts", () -> RealJob.records(job.alerts()).size() == hits);
      check(RealJob.json(job.deadLetters()), job);
      assertThat(job.count(Intake.DEAD_LETTERS_COUNTER)).isEqualTo(BAD.size());
      assertThat(job.count(Intake.EVALUATED)).isEqualTo(sent - BAD.size());
      assertThat(byReason(job)).isEqualTo(expectedByReason());
      job.drain();
      assertThat(RealJob.records(job.alerts())).hasSize(hits);
      assertThat(RealJob.records(job.deadLetters())).hasSize(BAD.size());
    }
  }

  private static void check(List<JsonNode> letters, RealJob job) throws Exception {
    for (int i = 0; i < BAD.size(); i++) {
      Bad bad = BAD.get(i);
      JsonNode letter = letters.get(i);
      assertThat(letter.path("reason").asText())
          .as(letter.path("detail").asText())
          .isEqualTo(bad.reason().label());
      assertThat(letter.path("detail").asText()).contains(bad.detail()).hasSizeLessThan(500);
      assertThat(letter.path("stream").asText()).isEqualTo("air");
      assertThat(letter.path("topic").asText()).isEqualTo(job.readings());
      assertThat(letter.path("partition").asInt(-1)).isZero();
      assertThat(letter.path("offset").asInt()).isEqualTo(2 + i);
      byte[] value = bad.value();
      if (value == null) {
        assertThat(letter.path("value").isNull()).isTrue();
      } else {
        byte[] kept = Base64.getDecoder().decode(letter.path("value").asText());
        assertThat(letter.path("value_size").asInt()).isEqualTo(value.length);
        assertThat(letter.path("value_truncated").asBoolean())
            .isEqualTo(kept.length < value.length);
        assertThat(bad.text()).startsWith(new String(kept, ISO_8859_1));
      }
    }
  }

  private static Map<Reason, Long> expectedByReason() {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      long count = BAD.stream().filter(bad -> bad.reason() == reason).count();
      assertThat(count).as(reason.label()).isPositive();
      counts.put(reason, count);
    }
    return counts;
  }

  /** The counters of the metrics, all subtasks together. */
  private static Map<Reason, Long> byReason(RealJob job) throws Exception {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    job.metrics()
        .forEach(
            (name, value) -> {
              for (Reason reason : Reason.values()) {
                if (name.contains("_dead_letters{")
                    && name.contains("reason=\"" + reason.label() + "\"")) {
                  counts.merge(reason, value.longValue(), Long::sum);
                }
              }
            });
    return counts;
  }

  @Test
  void readingsOfASourceThatWasIdle_tooLateForTheMatcher_areDeadLettersToo() throws Exception {
    try (RealJob job = new RealJob(directory)) {
      job.publish("hit", RULE);
      job.start(conf -> conf.replace("after: 1m", "after: 1s"));
      job.send(0, null, reading(60, "60"));
      job.send(0, null, reading(120, "1"));
      job.await("the clock", () -> RealJob.records(job.alerts()).size() == 1);
      List<Integer> late = new ArrayList<>();
      for (int minute = 1; minute < 6; minute++) {
        job.send(1, null, reading(minute, "60"));
        late.add(minute - 1);
      }
      job.flush();
      job.await("the letters", () -> RealJob.records(job.deadLetters()).size() == late.size());
      List<JsonNode> letters = RealJob.json(job.deadLetters());
      assertThat(letters).allMatch(letter -> letter.path("reason").asText().equals("late"));
      assertThat(letters)
          .extracting(letter -> letter.path("topic").asText())
          .containsOnly(job.readings());
      assertThat(letters).allMatch(letter -> letter.path("partition").asInt() == 1);
      assertThat(letters)
          .extracting(letter -> letter.path("offset").asInt())
          .containsExactlyElementsOf(late);
      double counted =
          job.metrics().entrySet().stream()
              .filter(metric -> metric.getKey().contains("_late_after_idleness{"))
              .mapToDouble(Map.Entry::getValue)
              .sum();
      assertThat(counted).isEqualTo(late.size());
      job.drain();
      assertThat(RealJob.records(job.alerts())).hasSize(1);
    }
  }
}
