package dev.vigil.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.match.Observation;
import dev.vigil.match.Observation.NearMiss;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event time stands where the last reading of the history stands. */
class EndOfHistoryTest {
  private static final String CONF =
      """
      streams:
        air:
          kafka: {topics: [air]}
          time: {field: ts}
          key: [station]
          fields: {station: string, pm25: double}
          out_of_order: 0s
        rain:
          kafka: {topics: [rain]}
          time: {field: ts}
          key: [station]
          fields: {station: string, mm: double}
          out_of_order: 1m
      rollups:
        air_1h: {from: air, window: {tumbling: 1h}, fields: [pm25]}
        rain_1h: {from: rain, window: {tumbling: 1h}, fields: [mm]}
      rules: {directory: rules}
      alerts: {console: true}
      dead_letters: {console: true}
      kafka: {bootstrap.servers: "localhost:1"}
      """;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  @TempDir Path directory;
  private final Conf conf = Conf.parse(new Source("vigil.yaml", CONF)).conf().orElseThrow();
  private final List<String> alerts = new ArrayList<>();
  private final List<NearMiss> misses = new ArrayList<>();
  private Path rules = Path.of("rules");

  @BeforeEach
  void folder() throws IOException {
    rules = Files.createDirectory(directory.resolve("rules"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void historyWithoutAHole_hasNothingSilentCutOffOrClosedAtItsEnd(int parallelism)
      throws Exception {
    rule("silent", "from: air\nabsent: {for: 15m}\n");
    rule("few", "from: air_1h\nwhen: count < 12\n");
    rule("clean", "from: air\nwhen: pm25 >= 0\nmax_gap: 10m\n");
    rule("rising", "from: air\nwhen: pm25 >= 0\nfor: 3h\nmax_gap: 10m\n");
    rule(
        "no-relief",
        """
        from: air
        sequence:
          - {begin: bad, where: pm25 > 9}
          - {not_followed_by: relief, where: pm25 < 1}
        within: 30m
        """);
    Path air = readings("air", "pm25", upTo("A", "02:00", 5), upTo("B", "02:00", 10));
    Ledger ledger = replay(parallelism, "air=" + air);
    assertThat(ledger.tally("silent").all().alerts()).isZero();
    assertThat(ledger.tally("few").all().alerts()).isZero();
    // What began at 01:30 is decided at 02:00, and what began after it is not.
    assertThat(ledger.tally("no-relief").all().alerts()).isEqualTo(19);
    assertThat(misses).isEmpty();
    assertThat(alerts)
        .filteredOn(alert -> alert.startsWith("clean"))
        .containsExactlyInAnyOrder("clean A OPEN 00:00", "clean B OPEN 00:00");
    assertThat(ledger.tally("clean").open()).isEqualTo(2);
    assertThat(ledger.tally("clean").keys().get("A").millis())
        .isEqualTo(Duration.ofHours(2).toMillis());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void readingsOfTheLastMoment_areEvaluated_andWhatIsDueThenIsTold(int parallelism)
      throws Exception {
    rule("silent", "from: air\nabsent: {for: 15m}\n");
    rule("few", "from: air_1h\nwhen: count < 12\n");
    rule("foul", "from: air\nwhen: pm25 > 90\n");
    List<String> last =
        List.of(
            "2026-01-01T02:00:00Z,C,99", "2026-01-01T02:00:00Z,D,98", "2026-01-01T02:00:00Z,E,97");
    Path air =
        readings(
            "air",
            "pm25",
            upTo("A", "01:45", 5),
            upTo("B", "01:50", 5),
            upTo("F", "02:00", 5),
            last);
    Ledger ledger = replay(parallelism, "air=" + air);
    assertThat(alerts)
        .containsExactlyInAnyOrder(
            "foul C OPEN 02:00",
            "foul D OPEN 02:00",
            "foul E OPEN 02:00",
            "silent A OPEN 02:00",
            "few A OPEN 02:00",
            "few B OPEN 02:00");
    assertThat(ledger.tally("foul").all().millis()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void streamThatIsOverSooner_goesOnInTimeWithTheOthers(int parallelism) throws Exception {
    rule("air-silent", "from: air\nabsent: {for: 15m}\n");
    rule("rain-silent", "from: rain\nabsent: {for: 15m}\n");
    rule("few-air", "from: air_1h\nwhen: count < 12\n");
    rule("few-rain", "from: rain_1h\nwhen: count < 3600\n");
    rule(
        "few-then-wet",
        """
        from: [air_1h, rain]
        sequence:
          - {begin: few, where: has(count) && count < 12}
          - {followed_by: wet, where: has(mm) && mm > 5}
        within: 30m
        """);
    Path air = readings("air", "pm25", upTo("A", "01:00", 5));
    List<String> drops = new ArrayList<>();
    for (Instant at = START; !at.isAfter(time("03:00")); at = at.plusSeconds(1)) {
      drops.add(at + ",A," + (at.equals(time("01:50")) || at.equals(time("02:20")) ? 9 : 0));
    }
    Path rain = readings("rain", "mm", drops);
    for (boolean first : new boolean[] {true, false}) {
      alerts.clear();
      replay(
          parallelism,
          first ? "air=" + air : "rain=" + rain,
          first ? "rain=" + rain : "air=" + air);
      assertThat(alerts)
          .containsExactlyInAnyOrder(
              "air-silent A OPEN 01:15", "few-air A OPEN 02:00", "few-then-wet A MATCH 02:20");
    }
    assertThat(misses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void streamWithoutAReading_doesNotMoveTheEnd(int parallelism) throws Exception {
    rule("silent", "from: [air, rain]\nabsent: {for: 15m}\n");
    rule("foul", "from: [air, rain]\nwhen: has(pm25) && pm25 > 4\n");
    Path rain = readings("rain", "mm");
    Path air = readings("air", "pm25", upTo("A", "00:10", 5));
    replay(parallelism, "rain=" + rain, "air=" + air);
    assertThat(alerts).containsExactly("foul A OPEN 00:00");
    alerts.clear();
    replay(parallelism, "rain=" + rain, "air=" + rain);
    assertThat(alerts).isEmpty();
  }

  private static Instant time(String clock) {
    return Instant.parse("2026-01-01T" + clock + ":00Z");
  }

  /** A reading every five minutes from midnight up to a time. */
  private static List<String> upTo(String station, String end, double value) {
    List<String> lines = new ArrayList<>();
    for (Instant at = START; !at.isAfter(time(end)); at = at.plus(FIVE_MINUTES)) {
      lines.add(at + "," + station + "," + value);
    }
    return lines;
  }

  @SafeVarargs
  private Path readings(String stream, String field, List<String>... parts) throws IOException {
    List<String> lines = new ArrayList<>();
    for (List<String> part : parts) {
      lines.addAll(part);
    }
    lines.sort(null);
    lines.add(0, "ts,station," + field);
    return Files.write(directory.resolve(stream + ".csv"), lines);
  }

  private void rule(String name, String text) throws IOException {
    Files.writeString(rules.resolve(name + ".yaml"), "rule: " + name + "\n" + text);
  }

  private Ledger replay(int parallelism, String... data) throws Exception {
    RuleFiles read = RuleFiles.read(List.of(rules), conf.catalog());
    assertThat(read.diagnostics()).isEmpty();
    HistoryChoice choice = new HistoryChoice(conf, List.of(), List.of(data), Optional.empty());
    List<Variant> variants = read.rules().stream().map(Variant::of).toList();
    Ledger ledger = new Ledger(variants);
    ReplayListener listener = ReplayListener.all(List.of(ledger, told()));
    try (Replay replay =
        new Replay(
            choice.history(List.of(read.rules())),
            new Replay.Options(parallelism, false),
            listener)) {
      ledger.end(replay.run(variants));
    }
    assertThat(ledger.setAside()).isEmpty();
    return ledger;
  }

  private ReplayListener told() {
    return new ReplayListener() {
      @Override
      public void alert(Alert alert) {
        String at = Instant.ofEpochMilli(alert.timestamp()).toString();
        String station = alert.key().get("station");
        alerts.add(
            "%s %s %s %s".formatted(alert.rule(), station, alert.action(), at.substring(11, 16)));
      }

      @Override
      public void observed(Observation observation) {
        if (observation instanceof NearMiss miss) {
          misses.add(miss);
        }
      }
    };
  }
}
