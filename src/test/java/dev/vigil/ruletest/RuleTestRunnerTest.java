package dev.vigil.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of rules as authors write them, run to their end. */
class RuleTestRunnerTest {
  private static final Path CONF = Path.of("conf/vigil.yaml");
  private static final String SUSTAINED =
      """
      rule: pm25-sustained
      by: [station]
      when: pm25 > 75
      for: 10m
      max_gap: 2m
      resolve: {when: pm25 < 55, for: 5m}
      """;

  private static RuleTestRunner runner;
  @TempDir Path folder;
  private Path conf = CONF;

  @BeforeAll
  static void start() {
    runner = new RuleTestRunner();
  }

  @AfterAll
  static void stop() throws Exception {
    runner.close();
  }

  private RuleTestFiles read(String tests) throws IOException {
    Path file = folder.resolve("pm25_test.yaml");
    Files.writeString(file, tests);
    Files.writeString(folder.resolve("pm25.yaml"), SUSTAINED);
    return RuleTestFiles.read(List.of(file), conf);
  }

  private List<RuleTestResult> run(String tests) throws Exception {
    RuleTestFiles read = read(tests);
    assertThat(DiagnosticRenderer.render(read.diagnostics())).isEmpty();
    List<RuleTestResult> results = new ArrayList<>();
    for (RuleTestFile file : read.files()) {
      for (RuleTest test : file.tests()) {
        results.add(runner.run(file, test));
      }
    }
    return results;
  }

  /** The lines of the one test's comparison. */
  private List<String> compare(String tests) throws Exception {
    List<RuleTestResult> results = run(tests);
    assertThat(results).hasSize(1);
    return results.get(0).comparison().lines().stream().map(Object::toString).toList();
  }

  @Test
  void exampleOfTheContract_passesAsItStands() throws Exception {
    List<RuleTestResult> results =
        run(
            """
            rules: [pm25.yaml]
            tests:
              - name: ten minutes above the line
                series:                        # readings of one key at a fixed step, in promtool's own notation: 80x10 is eleven
                  - {key: {station: A}, step: 1m, values: {pm25: "40 80x10 _ 50x5"}}   # samples, 60+5x4 a ramp, _ a missing one
                events:                        # or single readings
                  - {at: 3m, key: {station: B}, pm25: 500}
                expect:
                  - {rule: pm25-sustained, key: {station: A}, status: firing, at: 11m}
                  - {rule: pm25-sustained, key: {station: A}, status: resolved, at: 18m}
                # anything expected that did not come, and anything that came unexpected, fails
            """);
    assertThat(results).hasSize(1).allMatch(RuleTestResult::holds);
    assertThat(results.get(0).comparison().lines())
        .extracting(Comparison.Line::text)
        .containsExactly(
            "pm25-sustained {station: A} firing at 11m",
            "pm25-sustained {station: A} resolved at 18m");
  }

  @Test
  void whatDidNotCome_andWhatCameUnexpected_isShownInOrderOfTime() throws Exception {
    assertThat(
            compare(
                """
                rules: [pm25.yaml]
                tests:
                  - name: wrong by a minute
                    series:
                      - {key: {station: A}, step: 1m, values: {pm25: "40 80x10 _ 50x5"}}
                    expect:
                      - {rule: pm25-sustained, key: {station: A}, status: firing, at: 12m}
                      - {rule: pm25-sustained, key: {station: B}, status: firing}
                      - {rule: pm25-sustained, key: {station: A}, status: resolved, at: 18m}
                """))
        .containsExactly(
            "+ pm25-sustained {station: A} firing at 11m",
            "- pm25-sustained {station: A} firing at 12m",
            "  pm25-sustained {station: A} resolved at 18m",
            "- pm25-sustained {station: B} firing");
  }

  @Test
  void nothingExpected_isAnExpectationToo() throws Exception {
    assertThat(
            compare(
                """
                rules: [pm25.yaml]
                tests:
                  - name: a gap of five minutes
                    series:
                      - {key: {station: A}, step: 1m, values: {pm25: "80x7 _x5 80x6"}}
                    expect: []
                """))
        .isEmpty();
    assertThat(
            compare(
                """
                rules: [pm25.yaml]
                tests:
                  - name: no gap
                    series:
                      - {key: {station: A}, step: 1m, values: {pm25: "80x20"}}
                """))
        .containsExactly("+ pm25-sustained {station: A} firing at 10m");
  }

  @Test
  void sequence_saysWhatItsStagesTook() throws Exception {
    String tests =
        """
        rules:
          - rule: spike
            sequence:
              - {begin: spike, where: pm25 > 100, times: 2+, consecutive: true}
              - {followed_by: drop, where: pm25 < 50}
            within: 15m
        tests:
          - name: two up and one down
            series:
              - {key: {station: A}, step: 1m, values: {pm25: "60 60 60 200 220 40"}}
            expect:
              - {rule: spike, key: {station: A}, status: matched, at: 5m, %s}
        """;
    assertThat(compare(tests.formatted("matched: {spike: [3m, 4m], drop: [5m]}")))
        .containsExactly("  spike {station: A} matched at 5m");
    assertThat(compare(tests.formatted("readings: [3m, 4m, 5m]")))
        .containsExactly("  spike {station: A} matched at 5m");
    assertThat(compare(tests.formatted("matched: {spike: [3m], drop: [5m]}")))
        .containsExactly(
            "- spike {station: A} matched at 5m, matched {drop: [5m], spike: [3m]}",
            "+ spike {station: A} matched at 5m, matched {spike: [3m, 4m], drop: [5m]}");
    assertThat(compare(tests.formatted("readings: [3m, 5m]")).get(0))
        .isEqualTo("- spike {station: A} matched at 5m, readings [3m, 5m]");
  }

  @Test
  void expectations_areAMultiset() throws Exception {
    String tests =
        """
        rules: [{rule: high, when: pm25 > 100, resolve: {when: pm25 < 50}}]
        tests:
          - name: up and down twice
            series:
              - {key: {station: A}, step: 1m, values: {pm25: "200 40 200 40"}}
            expect:
              - {rule: high, key: {station: A}, status: firing}
              - {rule: high, key: {station: A}, status: firing, at: 0m}
              - {rule: high, key: {station: A}, status: resolved}
              %s
        """;
    assertThat(run(tests.formatted("- {rule: high, key: {station: A}, status: resolved, at: 1m}")))
        .allMatch(RuleTestResult::holds);
    assertThat(compare(tests.formatted("")))
        .containsExactly(
            "  high {station: A} firing at 0s",
            "  high {station: A} resolved at 1m",
            "  high {station: A} firing at 2m",
            "+ high {station: A} resolved at 3m");
  }

  @Test
  void endOfTheTest_closesAllWindows_andLeavesAlertsOpen() throws Exception {
    assertThat(
            compare(
                """
                rules:
                  - rule: no-drop
                    sequence:
                      - {begin: spike, where: pm25 > 100}
                      - {not_followed_by: drop, where: pm25 < 50}
                    within: 10m
                  - {rule: high, when: pm25 > 100}
                tests:
                  - name: one reading and no more
                    events: [{at: 2m, key: {station: A}, pm25: 200}]
                    expect:
                      - {rule: no-drop, key: {station: A}, status: matched, at: 12m}
                      - {rule: high, key: {station: A}, status: firing, at: 2m}
                """))
        .containsExactly(
            "  high {station: A} firing at 2m", "  no-drop {station: A} matched at 12m");
  }

  @Test
  void readingsOutOfOrder_areLate_unlessWatermarksSayOtherwise() throws Exception {
    String tests =
        """
        rules: [{rule: high, when: pm25 > 100, resolve: {when: pm25 < 50}}]
        tests:
          - name: disorder
            %s
            events:
              - {at: 5m, key: {station: A}, pm25: 40}
              %s
              - {at: 3m, key: {station: A}, pm25: 200}
              - {at: 9m, key: {station: A}, pm25: 40}
            expect: %s
            expect_late: %s
        """;
    String both =
        "[{rule: high, key: {station: A}, status: firing, at: 3m},"
            + " {rule: high, key: {station: A}, status: resolved, at: 5m}]";
    assertThat(compare(tests.formatted("", "", "[]", 1))).isEmpty();
    assertThat(compare(tests.formatted("", "- watermark: 2m", both, 0))).hasSize(2);
    assertThat(compare(tests.formatted("", "- watermark: 3m", "[]", 1))).isEmpty();
    assertThat(compare(tests.formatted("watermarks: [2m, 7m]", "", both, 0))).hasSize(2);
    assertThat(compare(tests.formatted("watermarks: [3m, 7m]", "", "[]", 1))).isEmpty();
    assertThat(compare(tests.formatted("", "", "[]", 0)))
        .containsExactly(
            "+ late reading, late: 2026-01-01T00:03:00Z is not after the watermark"
                + " 2026-01-01T00:04:59.999Z");
    assertThat(compare(tests.formatted("watermarks: [1m]", "", both, 2)))
        .containsExactly(
            "  high {station: A} firing at 3m",
            "  high {station: A} resolved at 5m",
            "- 2 late readings");
  }

  @Test
  void readingsThatNoSourceWouldTake_areDeadLetters() throws Exception {
    String tests =
        """
        rules: [{rule: high, when: pm25 > 100}]
        tests:
          - name: rubbish
            events:
              - {at: 1m, key: {station: A}, pm25: much}
              - {at: 2m, key: {}, pm25: 200}
              - {at: 3m, key: {station: A}, pm25: NA}
              - {at: 4m, key: {station: A}, pm25: ~}
            expect_dead_letters: %s
        """;
    assertThat(compare(tests.formatted(2))).isEmpty();
    assertThat(compare(tests.formatted(1)))
        .containsExactly(
            "- 1 dead letter",
            "+ dead letter, wrong-type: field pm25 is no double: 'much'",
            "+ dead letter, no-key: key field station is missing");
  }

  @Test
  void ruleThatFailsInTheMatcher_failsTheTest() throws Exception {
    RuleTestFile good =
        read("""
                rules: [{rule: high, when: pm25 > 100}]
                tests: [{name: none, events: [{at: 1m, key: {station: A}, pm25: 20}]}]
                """)
            .files()
            .get(0);
    Rule rule = good.rules().get(0);
    Rule changed =
        new Rule(
            rule.id(),
            rule.description(),
            rule.severity(),
            rule.mode(),
            rule.labels(),
            rule.annotations(),
            rule.plan(),
            rule.valueField(),
            "rule: high\nwhen: pm52 > 100\n");
    RuleTestFile broken =
        new RuleTestFile(
            good.path(),
            good.streams(),
            good.rollups(),
            good.limits(),
            List.of(changed),
            good.tests());
    assertThat(runner.run(good, good.tests().get(0)).holds()).isTrue();
    assertThat(runner.run(broken, good.tests().get(0)).comparison().lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line.toString())
                    .startsWith("+ high is out of service: ")
                    .contains("unknown-field"));
  }

  @Test
  void silentKey_isForgotten_whenConfSays() throws Exception {
    String silent =
        """
        rules: [{rule: high, when: pm25 > 75, resolve: {when: pm25 < 55}}]
        tests:
          - name: silence
            events: [{at: 1m, key: {station: A}, pm25: 80}]
            watermarks: [21m]
            expect:
              - {rule: high, key: {station: A}, status: firing, at: 1m}
        """;
    assertThat(compare(silent)).containsExactly("  high {station: A} firing at 1m");
    conf =
        Files.writeString(
            folder.resolve("vigil.yaml"),
            Files.readString(CONF).replace("key_ttl: 7d", "key_ttl: 5m"));
    assertThat(compare(silent))
        .containsExactly("  high {station: A} firing at 1m", "+ high {station: A} resolved at 6m");
    String own = "streams: {air: {key: [station], fields: {station: string, pm25: double}}}\n";
    assertThat(compare(own + silent)).containsExactly("  high {station: A} firing at 1m");
  }

  @Test
  void streamsOfTheFile_takeThePlaceOfConf_andReadingsSayWhichTheyAreOf() throws Exception {
    assertThat(
            compare(
                """
                streams:
                  air: {key: [station], fields: {station: string, level: int, ok: boolean}}
                  wind: {key: [station], fields: {station: string, speed: double}}
                rules:
                  - {rule: calm, from: wind, when: speed < 1}
                  - {rule: bad, from: air, when: level > 3 && ok}
                tests:
                  - name: two streams
                    series:
                      - {from: wind, key: {station: A}, step: 10s, values: {speed: "2-0.5x3"}}
                      - {from: air, key: {station: 7, ok: true}, step: 10s, values: {level: 3+1x1}}
                    expect:
                      - {rule: calm, key: {station: A}, status: firing, at: 30s}
                      - {rule: bad, key: {station: 7}, status: firing, at: 10s}
                """))
        .containsExactly("  bad {station: 7} firing at 10s", "  calm {station: A} firing at 30s");
  }

  @Test
  void fieldsOfASeries_areOneReadingAStep() throws Exception {
    assertThat(
            compare(
                """
                rules:
                  - {rule: fog, when: humidity > 95 && pm25 > 35}
                  - {rule: several, when: "count(humidity, '1h') >= 4"}
                tests:
                  - name: one field is missing, then both, then one has no value
                    series:
                      - key: {station: A}
                        step: 1m
                        values: {pm25: "40 40 _ _ 40", humidity: "_ 90 _ NaN 99x1"}
                    expect:
                      - {rule: fog, key: {station: A}, status: firing, at: 4m}
                """))
        .containsExactly("  fog {station: A} firing at 4m");
  }

  @Test
  void messageThatIsAnother_isShownBesideTheOneExpected() throws Exception {
    assertThat(
            compare(
                """
                rules: [{rule: high, when: pm25 > 75, annotations: {summary: "{{ pm25 }} µg/m³"}}]
                tests:
                  - name: two stations
                    events:
                      - {at: 1m, key: {station: A}, pm25: 80}
                      - {at: 2m, key: {station: B}, pm25: 90}
                    expect:
                      - {rule: high, key: {station: A}, status: firing, message: 80 µg/m³}
                      - {rule: high, key: {station: B}, status: firing, at: 2m, message: 80 µg/m³}
                """))
        .containsExactly(
            "  high {station: A} firing at 1m",
            "- high {station: B} firing at 2m, message \"80 µg/m³\"",
            "+ high {station: B} firing at 2m, message \"90 µg/m³\"");
  }

  @Test
  void fields_namedLikePaths_arePlayed() throws Exception {
    assertThat(
            compare(
                """
                streams: {air: {key: ["@id"], fields: {"@id": string, "$load": double}}}
                rules: [{rule: loaded, when: "`$load` > 5"}]
                tests:
                  - name: names that begin as paths do
                    series: [{key: {"@id": A}, step: 1m, values: {"$load": "80"}}]
                    expect: [{rule: loaded, key: {"@id": A}, status: firing, at: 0s}]
                """))
        .containsExactly("  loaded {@id: A} firing at 0s");
  }

  @Test
  void rulesInATest_mayUseAnchorsOfAllTheFile() throws Exception {
    assertThat(
            compare(
                """
                rules:
                  - {rule: one, when: &high pm25 > 75, labels: &labels {pollutant: pm25}}
                  - rule: other
                    when: *high
                    labels: *labels
                tests:
                  - name: both
                    events: [{at: 0s, key: {station: A}, pm25: 80}]
                    expect:
                      - {rule: one, key: {station: A}, status: firing, at: 0s}
                      - {rule: other, key: {station: A}, status: firing, at: 0s}
                """))
        .containsExactly("  one {station: A} firing at 0s", "  other {station: A} firing at 0s");
  }
}
