package dev.vigil.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.DiagnosticRenderer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that read rollups, tested as their authors do. */
class RollupRuleTestsTest {
  @TempDir Path directory;

  private List<String> compare(String file) throws Exception {
    Path path = Files.writeString(directory.resolve("rollup_test.yaml"), file);
    RuleTestFiles read = RuleTestFiles.read(List.of(path), Path.of("conf/vigil.yaml"));
    assertThat(DiagnosticRenderer.render(read.diagnostics())).isEmpty();
    RuleTestFile good = read.files().get(0);
    try (RuleTestRunner runner = new RuleTestRunner()) {
      return runner.run(good, good.tests().get(0)).comparison().lines().stream()
          .map(Comparison.Line::toString)
          .toList();
    }
  }

  private String findings(String file) throws Exception {
    Path path = Files.writeString(directory.resolve("rollup_test.yaml"), file);
    return DiagnosticRenderer.render(
            RuleTestFiles.read(List.of(path), Path.of("conf/vigil.yaml")).diagnostics())
        .replace(directory + "/", "");
  }

  @Test
  void rollupsOfTheFile_ofEachKind_areStreamsOfItsRules() throws Exception {
    assertThat(
            compare(
                """
                streams:
                  air: {key: [station], fields: {station: string, city: string, pm25: double}}
                rollups:
                  minutes: {from: air, window: {tumbling: 1m}, fields: [pm25]}
                  smooth: {from: air, by: [city], window: {sliding: 2m, every: 1m}, fields: [pm25]}
                  visits: {from: air, window: {session: 90s}, fields: [pm25]}
                rules:
                  - {rule: mean, from: minutes, when: pm25_avg == 25}
                  - {rule: city, from: smooth, when: pm25_max == 40 && pm25_min == 10 && count == 4}
                  - {rule: visit, from: visits, when: count == 4}
                tests:
                  - name: two minutes
                    series:
                      - key: {station: A, city: X}
                        step: 30s
                        from: air
                        values: {pm25: "10 40 40 10 _ _ _ _ 3"}
                    expect: []
                """))
        .containsExactly(
            "+ mean {station: A} firing at 1m",
            "+ city {city: X} firing at 2m",
            "+ city {city: X} resolved at 3m",
            "+ visit {station: A} firing at 3m",
            "+ mean {station: A} resolved at 5m",
            "+ visit {station: A} resolved at 5m30s");
  }

  @Test
  void windowIsSeenBeforeTheReadingsOfItsEnd() throws Exception {
    assertThat(
            compare(
                """
                streams:
                  air: {key: [station], fields: {station: string, pm25: double}}
                rollups:
                  minutes: {from: air, window: {tumbling: 1m}, fields: [pm25]}
                rules:
                  - rule: after
                    from: [air, minutes]
                    sequence:
                      - {begin: calm, where: pm25_avg < 5}
                      - {next: peak, where: pm25 > 100}
                    within: 10m
                tests:
                  - name: a peak right after a calm minute
                    series:
                      - {from: air, key: {station: A}, step: 30s, values: {pm25: "1 1 200 1"}}
                    expect: []
                """))
        .containsExactly("+ after {station: A} matched at 1m");
  }

  /** A rule over sessions of ten minutes, and readings of which one is late. */
  private static String sessions(String... readings) {
    return """
        streams:
          air: {key: [station], fields: {station: string, pm25: double}}
        rollups:
          visits: {from: air, window: {session: 10m}, fields: [pm25], late: 30m}
        rules:
          - {rule: high, from: visits, sequence: [{begin: s, where: pm25_max > 100}]}
        tests:
          - name: a late reading after a session
            events: [%s]
            expect_late: 1
            expect: []
        """
        .formatted(String.join(", ", readings));
  }

  @Test
  void lateReading_thatJoinsAToldSessionToTheNext_takesNothingFromRules() throws Exception {
    assertThat(
            compare(
                sessions(
                    "{from: air, at: 0m, key: {station: A}, pm25: 10}",
                    "{from: air, at: 5m, key: {station: A}, pm25: 10}",
                    "{from: air, at: 20m, key: {station: A}, pm25: 500}",
                    "{from: air, at: 14m, key: {station: A}, pm25: 10}",
                    "{from: air, at: 22m, key: {station: A}, pm25: 500}")))
        .containsExactly("+ high {station: A} matched at 32m");
  }

  @Test
  void lateReading_thatLengthensAToldSession_takesNothingFromRules() throws Exception {
    assertThat(
            compare(
                sessions(
                    "{from: air, at: 0m, key: {station: A}, pm25: 10}",
                    "{from: air, at: 5m, key: {station: A}, pm25: 10}",
                    "{from: air, at: 20m, key: {station: B}, pm25: 10}",
                    "{from: air, at: 14m, key: {station: A}, pm25: 10}",
                    "{from: air, at: 22m, key: {station: A}, pm25: 500}")))
        .containsExactly("+ high {station: A} matched at 32m");
  }

  @Test
  void ruleWithoutFrom_readsRollupsOnlyWhereNoStreamWillDo() throws Exception {
    assertThat(
            compare(
                """
                streams:
                  air: {key: [station], fields: {station: string, pm25: double}}
                rollups:
                  minutes: {from: air, window: {tumbling: 1m}, fields: [pm25]}
                rules:
                  - {rule: silent, absent: {for: 3m}}
                  - {rule: mean, when: pm25_avg > 50}
                tests:
                  - name: silent after two readings
                    series:
                      - {from: air, key: {station: A}, step: 30s, values: {pm25: "60 60"}}
                    expect:
                      - {rule: mean, key: {station: A}, status: firing, at: 1m}
                      - {rule: silent, key: {station: A}, status: firing, at: 3m30s}
                """))
        .allMatch(line -> line.startsWith(" "));
  }

  @Test
  void mistakes_inRollupsOfTheFile_areFound() throws Exception {
    assertThat(
            findings(
                """
                rollups:
                  minutes: {from: iar, window: {tumbling: 1m}, fields: [pm25]}
                rules:
                  - {rule: mean, from: minuts, when: pm25_avg > 50}
                tests: [{name: nothing, expect: []}]
                """))
        .contains("rollup_test.yaml:2:19: error: there is no stream 'iar' [unknown-stream]")
        .contains("did you mean air?");
    assertThat(
            findings(
                """
                rollups:
                  minutes: {from: air, window: {tumbling: 1m}, fields: [pm25]}
                rules:
                  - {rule: mean, from: minuts, when: pm25_avg > 50}
                  - {rule: max, from: minutes, when: pm25_mx > 50}
                tests:
                  - name: nothing
                    series:
                      - {from: minutes, key: {station: A}, step: 1m, values: {pm25_avq: "1"}}
                    expect: []
                """))
        .contains("did you mean minutes?")
        .contains("did you mean pm25_max?")
        .contains("did you mean pm25_avg?");
  }
}
