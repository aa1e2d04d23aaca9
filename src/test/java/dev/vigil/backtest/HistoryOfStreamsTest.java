package dev.vigil.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.alert.Alert;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.io.kafka.KafkaRange;
import dev.vigil.match.Observation;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several streams replayed together. */
class HistoryOfStreamsTest {
  private static final String CONF =
      """
      streams:
        air:
          kafka: {topics: [air]}
          time: {field: ts}
          key: [city]
          fields: {city: string, pm25: double}
          out_of_order: 0s
        rain:
          kafka: {topics: [rain]}
          time: {field: ts}
          key: [city]
          fields: {city: string, mm: double}
          out_of_order: 0s
        made:
          generator: {}
          time: {field: ts}
          key: [city]
          fields: {city: string}
      rules: {directory: rules}
      alerts: {console: true}
      dead_letters: {console: true}
      kafka: {bootstrap.servers: "localhost:1"}
      """;

  /** Rain washes the air within ten seconds, as it does every 1,000 seconds. */
  private static final String RULE =
      """
      rule: washed
      from: [air, rain]
      sequence:
        - {begin: dirty, where: pm25 > 75}
        - {followed_by: wet, where: mm > 5}
        - {followed_by: clean, where: pm25 < 20}
      within: 10s
      """;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SECONDS = 30_000;

  @TempDir Path directory;
  private final Conf conf = Conf.parse(new Source("vigil.yaml", CONF)).conf().orElseThrow();
  private final Rule rule =
      RuleParser.parse(new Source("washed.yaml", RULE), conf.catalog()).rules().get(0);
  private Path air = Path.of("air.csv");
  private Path rain = Path.of("rain.csv");

  @BeforeEach
  void files() throws IOException {
    StringBuilder readings = new StringBuilder("ts,city,pm25\n");
    StringBuilder drops = new StringBuilder("ts,city,mm\n");
    for (int second = 0; second < SECONDS; second++) {
      Instant at = START.plusSeconds(second);
      readings.append(at).append(",A,").append(second % 1_000 == 10 ? 90 : 10).append('\n');
      for (int quarter = 100; quarter < 1_000; quarter += 250) {
        boolean wet = second % 1_000 == 10 && quarter == 850;
        drops.append(at.plusMillis(quarter)).append(",A,").append(wet ? 9 : 0).append('\n');
      }
    }
    air = Files.writeString(directory.resolve("air.csv"), readings);
    rain = Files.writeString(directory.resolve("rain.csv"), drops);
  }

  private HistoryChoice choice(List<String> named, String... data) {
    return new HistoryChoice(conf, named, List.of(data), Optional.empty());
  }

  @Test
  void streams_areMergedInEventTime_andNoneRunsAhead() throws Exception {
    History history =
        choice(List.of(), "air=" + air, "rain=" + rain).history(List.of(List.of(rule)));
    List<Alert> alerts = new ArrayList<>();
    Peak peak = new Peak();
    ReplayListener listener =
        new ReplayListener() {
          @Override
          public void alert(Alert alert) {
            alerts.add(alert);
          }

          @Override
          public void observed(Observation observation) {
            if (observation instanceof Observation.Size size) {
              peak.add(size);
            }
          }
        };
    try (Replay replay = new Replay(history, new Replay.Options(2, false), listener)) {
      Replayed replayed = replay.run(List.of(Variant.of(rule)));
      assertThat(replayed.evaluated()).isEqualTo(5L * SECONDS);
      assertThat(replay.bytesRead()).isEqualTo(history.bytes().orElseThrow());
    }
    assertThat(alerts)
        .extracting(Alert::timestamp)
        .containsExactlyElementsOf(washes())
        .hasSize(SECONDS / 1_000);
    assertThat(peak.buffered()).isBetween(1L, SECONDS / 4L);
  }

  private static List<Long> washes() {
    List<Long> times = new ArrayList<>();
    for (int second = 11; second < SECONDS; second += 1_000) {
      times.add(START.plusSeconds(second).toEpochMilli());
    }
    return times;
  }

  @Test
  void streamThatIsOverSooner_holdsNobodyUp() throws Exception {
    Files.writeString(rain, "ts,city,mm\n" + START.plusMillis(10_850) + ",A,9\n");
    History history =
        choice(List.of(), "rain=" + rain, "air=" + air).history(List.of(List.of(rule)));
    List<Alert> alerts = new ArrayList<>();
    try (Replay replay = new Replay(history, new Replay.Options(1, false), alerts::add)) {
      assertThat(replay.run(List.of(Variant.of(rule))).evaluated()).isEqualTo(SECONDS + 1L);
    }
    assertThat(alerts).extracting(Alert::timestamp).containsExactly(washes().get(0));
  }

  @Test
  void ranges_areReadOfTheStreamsThatTheRulesRead_andHaveNoFiles() throws Exception {
    HistoryChoice all =
        new HistoryChoice(conf, List.of(), List.of(), Optional.of(new KafkaRange.Offsets(0, 10)));
    assertThat(all.history(List.of(List.of(rule))).streams()).containsExactly("air", "rain");
    HistoryChoice rest = new HistoryChoice(conf, List.of(), List.of("rain=" + rain), all.range());
    History both = rest.history(List.of(List.of(rule)));
    assertThat(both.parts()).hasExactlyElementsOfTypes(Past.InFiles.class, Past.InTopics.class);
    assertThat(both.streams()).containsExactly("rain", "air");
    assertThat(both.bytes()).isEmpty();
  }

  @Test
  void whatDoesNotGoTogether_isSaid() {
    assertThatThrownBy(() -> choice(List.of(), air.toString()).history(List.of()))
        .hasMessage("say whose readings these are: --stream air or rain or made");
    assertThatThrownBy(() -> choice(List.of("air", "rain"), air.toString()).history(List.of()))
        .hasMessage("say whose readings each file has: --data air=FILE rain=FILE");
    assertThatThrownBy(() -> choice(List.of("snow"), air.toString()).history(List.of()))
        .hasMessage("conf has no stream snow, but air and rain and made");
    Optional<KafkaRange> range = Optional.of(new KafkaRange.Offsets(0, 10));
    assertThatThrownBy(
            () -> new HistoryChoice(conf, List.of("made"), List.of(), range).history(List.of()))
        .hasMessageStartingWith("stream made is in no Kafka topic, but in ");
    assertThatThrownBy(
            () -> new HistoryChoice(conf, List.of(), List.of(), range).history(List.of()))
        .hasMessage("no rule reads a stream that is in Kafka");
  }
}
