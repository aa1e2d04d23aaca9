package dev.vigil.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.SharedFiles;
import dev.vigil.alert.Alert;
import dev.vigil.backtest.History;
import dev.vigil.backtest.Ledger;
import dev.vigil.backtest.Past;
import dev.vigil.backtest.Replay;
import dev.vigil.backtest.Replayed;
import dev.vigil.backtest.Variant;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backtest of four years of real readings as they lie in their file, against the oracles. */
class BeijingBacktestTest {
  private static final String CONF =
      """
      streams:
        air:
          file: {paths: [elsewhere.csv]}
          format: csv
          nulls: [NA]
          time: {field: timestamp, format: iso8601}
          key: [station]
          fields: {station: string, pm25: double}
          out_of_order: 0s
      rules: {directory: rules}
      alerts: {console: true}
      dead_letters: {console: true}
      """;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void alerts_ofABacktestOfTheWholeFile_areThoseOfTheNaiveOracles(int parallelism)
      throws Exception {
    Conf conf = conf();
    History history =
        new History(
            List.of(Past.inFiles(conf.streams().get(0), List.of(SharedFiles.need(Beijing.FILE)))),
            conf);
    List<Variant> rules = new ArrayList<>();
    BeijingRules.YAML.forEach(
        (id, yaml) ->
            RuleParser.parse(new Source(id, yaml), conf.catalog())
                .rules()
                .forEach(rule -> rules.add(Variant.of(rule))));
    List<Alert> alerts = new ArrayList<>();
    Replayed replayed;
    try (Replay replay = new Replay(history, new Replay.Options(parallelism, false), alerts::add)) {
      replayed = replay.run(rules);
      assertThat(replay.bytesRead()).isEqualTo(history.bytes().orElseThrow());
    }
    assertThat(replayed.readings()).isEqualTo(Beijing.ROWS);
    assertThat(replayed.evaluated()).isEqualTo(Beijing.ROWS);
    assertThat(replayed.deadLetters()).isZero();
    long last = Beijing.rows().stream().mapToLong(Beijing.Row::time).max().orElseThrow();
    assertThat(replayed.last()).isEqualTo(last);
    // history says nothing of the time behind its end
    List<Outcome> expected =
        BeijingRules.outcomes(Beijing.rows()).stream().filter(one -> one.at() <= last).toList();
    assertThat(BeijingTest.outcomes(alerts))
        .containsExactlyInAnyOrderElementsOf(expected)
        .hasSizeGreaterThan(5_000);
    checkLedger(rules, alerts, replayed, expected);
  }

  /** The file's stream. */
  static Conf conf() {
    return Conf.parse(new Source("conf", CONF)).conf().orElseThrow();
  }

  /** Alerts and time in alert are what the oracles' outcomes add up to. */
  private static void checkLedger(
      List<Variant> rules, List<Alert> alerts, Replayed replayed, List<Outcome> expected) {
    Ledger ledger = new Ledger(rules);
    alerts.forEach(ledger::alert);
    ledger.end(replayed);
    for (Variant rule : rules) {
      List<Outcome> own = expected.stream().filter(one -> one.rule().equals(rule.name())).toList();
      assertThat(ledger.tally(rule.name()).all().alerts()).isEqualTo(own.size());
      assertThat(ledger.tally(rule.name()).all().millis())
          .isEqualTo(own.stream().mapToLong(BeijingBacktestTest::open).sum());
      assertThat(ledger.tally(rule.name()).keys()).hasSize(12);
    }
  }

  private static long open(Outcome outcome) {
    return outcome.status().equals("resolved") ? outcome.end() - outcome.at() : 0;
  }
}
