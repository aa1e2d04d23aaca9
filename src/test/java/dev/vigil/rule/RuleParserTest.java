package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.Schema;
import dev.vigil.plan.AfterMatch;
import dev.vigil.plan.Contiguity;
import dev.vigil.plan.Lifecycle;
import dev.vigil.plan.Quantifier;
import dev.vigil.plan.Quantifier.Inner;
import dev.vigil.plan.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleParserTest {
  private static final String SUSTAINED =
      """
      rule: pm25-sustained              # id: [a-z0-9][a-z0-9-]{0,62}; unique
      description: PM2.5 stays above the 24 h guideline.
      severity: warning                 # info | warning | critical
      mode: live                        # live | shadow | off
      from: air                         # stream(s) of conf
      by: [station]                     # key; default: the stream's key
      let:                              # named per-key signals
        base: median(pm25, '30m')
      when: pm25 > 75                   # exactly one of: when | sequence
      for: 10m
      max_gap: 2m
      resolve: {when: pm25 < 55, for: 5m}
      realert: 1h
      labels: {pollutant: pm25}
      annotations:
        summary: "{{ station }}: PM2.5 {{ pm25 }} µg/m³, above 75 for 10 min"
        runbook_url: https://example.org/runbooks/pm25
      """;

  private static final String SPIKE =
      """
      rule: pm25-spike-then-drop
      severity: critical
      by: [station]
      let: {base: "median(pm25, '30m')"}
      sequence:
        - begin: spike
          where: pm25 > 3 * base
          times: 2+                     # 2 | 2..4 | 2+ ; default 1
          consecutive: true
        - followed_by: drop
          where: pm25 < 0.5 * max(spike.pm25)
      within: 15m
      after_match: skip_past_last_event
      """;

  static Rule rule(String text) {
    Parsed parsed = RuleParser.parse(new Source("t.yaml", text), Streams.ONE);
    assertThat(parsed.diagnostics()).as(DiagnosticRenderer.render(parsed.diagnostics())).isEmpty();
    assertThat(parsed.rules()).hasSize(1);
    return parsed.rules().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"double", "timestamp", "geo_point"})
  void inheritedKey_isOfTheTypesOfAKey(String type) {
    Schema odd = Schema.of("odd", Streams.fields("at " + type + ", pm25 double"), List.of("at"));
    assertThat(findings("rule: r\nfrom: odd\nwhen: pm25 > 75\n", Catalog.of(Streams.AIR, odd)))
        .containsExactly("2:1 key-type 'at' cannot be in a key: it is " + type);
  }

  @Test
  void inheritedKey_isOfOneTypeInAllStreams() {
    Schema numbered =
        Schema.of("numbered", Streams.fields("station int, pm25 double"), List.of("station"));
    Catalog both = Catalog.of(Streams.AIR, numbered);
    assertThat(findings("rule: r\nfrom: [air, numbered]\nwhen: pm25 > 75\n", both))
        .containsExactly("2:1 key-type 'station' cannot be in a key: it is int and string");
    assertThat(findings("rule: r\nfrom: numbered\nwhen: pm25 > 75\n", both)).isEmpty();
  }

  private static List<String> findings(String text, Catalog catalog) {
    return RuleParser.parse(new Source("t.yaml", text), catalog).diagnostics().stream()
        .map(found -> line(found) + " " + found.message())
        .toList();
  }

  private static Parsed parse(String text) {
    return RuleParser.parse(new Source("t.yaml", text), Streams.TWO);
  }

  private static List<String> findings(String text) {
    return parse(text).diagnostics().stream().map(RuleParserTest::line).toList();
  }

  private static String line(Diagnostic diagnostic) {
    return diagnostic.position() + " " + diagnostic.code();
  }

  @Test
  void whenRule_ofTheContract_isReadWhole() {
    Rule rule = rule(SUSTAINED);
    assertThat(rule.id()).isEqualTo("pm25-sustained");
    assertThat(rule.description()).isEqualTo("PM2.5 stays above the 24 h guideline.");
    assertThat(rule.severity()).isEqualTo(AlertSeverity.WARNING);
    assertThat(rule.mode()).isEqualTo(Mode.LIVE);
    assertThat(rule.labels()).containsExactly(java.util.Map.entry("pollutant", "pm25"));
    assertThat(rule.annotations()).containsOnlyKeys("summary", "runbook_url");
    assertThat(rule.valueField()).isEqualTo("pm25");
    assertThat(rule.text()).isEqualTo(SUSTAINED);
    assertThat(rule.plan().streams()).containsExactly("air");
    assertThat(rule.plan().by()).containsExactly("station");
    assertThat(rule.plan().within()).isZero();
    assertThat(rule.plan().run().maxGap()).isEqualTo(120_000);
    assertThat(rule.plan().lifecycle()).isInstanceOf(Lifecycle.Until.class);
    Lifecycle.Until until = (Lifecycle.Until) rule.plan().lifecycle();
    assertThat(until.hold()).isEqualTo(300_000);
    assertThat(until.realert()).isEqualTo(3_600_000);
    assertThat(until.when().text()).isEqualTo("pm25 < 55");
  }

  @Test
  void whenRule_withFor_lowersToRiseFallHold() {
    List<Stage> stages = rule(SUSTAINED).plan().stages();
    assertThat(stages).extracting(Stage::name).containsExactly("rise", "fall", "hold");
    assertThat(stages)
        .extracting(Stage::contiguity)
        .containsExactly(Contiguity.BEGIN, Contiguity.NOT_FOLLOWED_BY, Contiguity.FOLLOWED_BY);
    assertThat(((Stage.Single) stages.get(0)).where().terms()).hasSize(1);
  }

  @Test
  void whenRule_withoutFor_isOneStage_openWhileItHolds() {
    Rule rule = rule("rule: a\nwhen: pm25 > 75\n");
    assertThat(rule.plan().stages()).extracting(Stage::name).containsExactly("rise");
    assertThat(rule.plan().lifecycle()).isEqualTo(new Lifecycle.WhileRun(0));
    assertThat(rule.severity()).isEqualTo(AlertSeverity.WARNING);
    assertThat(rule.plan().by()).containsExactly("station");
  }

  @Test
  void sequence_ofTheContract_isReadWhole() {
    Rule rule = rule(SPIKE);
    assertThat(rule.severity()).isEqualTo(AlertSeverity.CRITICAL);
    assertThat(rule.valueField()).isEqualTo("pm25");
    assertThat(rule.plan().run()).isNull();
    assertThat(rule.plan().within()).isEqualTo(900_000);
    assertThat(rule.plan().lifecycle()).isEqualTo(new Lifecycle.Moment(0));
    assertThat(rule.plan().afterMatch()).isEqualTo(AfterMatch.SKIP_PAST_LAST_EVENT);
    assertThat(rule.plan().signals())
        .extracting(call -> call.function() + call.field() + call.window())
        .containsExactly("medianpm251800000");
    Stage spike = rule.plan().stages().get(0);
    assertThat(spike.quantifier())
        .isEqualTo(new Quantifier(2, Quantifier.UNBOUNDED, false, false, Inner.CONSECUTIVE));
    Stage drop = rule.plan().stages().get(1);
    assertThat(drop.contiguity()).isEqualTo(Contiguity.FOLLOWED_BY);
    assertThat(((Stage.Single) drop).where().iterative()).isTrue();
  }

  @Test
  void everyKeyOfTheSequenceTable_isRead() {
    Rule rule =
        rule(
            """
            rule: all
            sequence:
              - begin: a
                where: pm25 > 1
                or: pm25 < 0
                times: 1+
                until: pm25 > 100
                greedy: true
              - next: b
                times: 2..4
                consecutive: true
              - not_next: c
                where: pm10 > 5
              - followed_by: d
                times: 3
                allow_combinations: true
              - not_followed_by: e
                where: pm10 > 9
              - followed_by_any: f
                times: 0..2
                sequence:
                  - begin: g
                    where: o3 > 1
                  - next: h
                    where: o3 < count(g)
                    optional: true
              - next: i
            within: 1h
            max_gap: 10m
            after_match: {skip_to_last: d}
            on_timeout: alert
            """);
    List<Stage> stages = rule.plan().stages();
    assertThat(stages)
        .extracting(Stage::contiguity)
        .containsExactly(
            Contiguity.BEGIN,
            Contiguity.NEXT,
            Contiguity.NOT_NEXT,
            Contiguity.FOLLOWED_BY,
            Contiguity.NOT_FOLLOWED_BY,
            Contiguity.FOLLOWED_BY_ANY,
            Contiguity.NEXT);
    assertThat(((Stage.Single) stages.get(0)).where().text()).isEqualTo("(pm25 > 1) || (pm25 < 0)");
    assertThat(stages.get(0).until().text()).isEqualTo("pm25 > 100");
    assertThat(stages)
        .extracting(Stage::quantifier)
        .containsExactly(
            new Quantifier(1, Quantifier.UNBOUNDED, false, true, Inner.RELAXED),
            new Quantifier(2, 4, false, false, Inner.CONSECUTIVE),
            Quantifier.ONCE,
            new Quantifier(3, 3, false, false, Inner.ALLOW_COMBINATIONS),
            Quantifier.ONCE,
            new Quantifier(1, 2, true, false, Inner.RELAXED),
            Quantifier.ONCE);
    Stage.Group group = (Stage.Group) stages.get(5);
    assertThat(group.stages()).extracting(Stage::name).containsExactly("g", "h");
    assertThat(rule.plan().afterMatch())
        .isEqualTo(new AfterMatch(AfterMatch.Strategy.SKIP_TO_LAST, "d"));
    assertThat(rule.plan().alertOnTimeout()).isTrue();
    assertThat(rule.plan().maxGap()).isEqualTo(600_000);
  }

  @Test
  void documents_areRulesOnTheirOwn_withTheirExactText() {
    Parsed parsed =
        parse("# all\n---\n" + SUSTAINED + "---\nrule: b\nwhen: pm2 > 1\n---\n" + SPIKE);
    assertThat(parsed.documents()).isEqualTo(3);
    assertThat(parsed.rules())
        .extracting(Rule::id)
        .containsExactly("pm25-sustained", "pm25-spike-then-drop");
    assertThat(parsed.rules()).extracting(Rule::text).containsExactly(SUSTAINED, SPIKE);
    assertThat(parsed.diagnostics())
        .extracting(RuleParserTest::line)
        .containsExactly("22:7 unknown-field");
  }

  @Test
  void idUsedTwiceInAFile_isAnErrorThatNamesTheFirst() {
    Parsed parsed = parse("rule: a\nwhen: pm25 > 1\n---\nrule: a\nwhen: pm25 > 2\n");
    assertThat(parsed.rules()).hasSize(1);
    assertThat(parsed.diagnostics())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(line(found)).isEqualTo("4:7 duplicate-rule");
              assertThat(found.message()).contains("line 1");
            });
  }

  @Test
  void errorInABlockScalar_hasTheLineAndColumnOfItsWord() {
    assertThat(
            findings(
                """
                rule: a
                when: |
                  pm25 > 1
                    && pm2 < 3
                annotations:
                  summary: >-
                    at {{ station }}
                    is {{ 1 + pm1 }}
                """))
        .containsExactly("4:8 unknown-field", "8:15 unknown-field");
  }

  @Test
  void recordOfOneRule_isReadAsFilesAre_andKeepsItsText() {
    Parsed parsed = RuleParser.parseOne("vigil-rules@7", "---\n" + SUSTAINED, Streams.ONE);
    assertThat(parsed.rules())
        .singleElement()
        .extracting(Rule::text)
        .isEqualTo("---\n" + SUSTAINED);
    assertThat(RuleParser.parseOne("r", "", Streams.ONE).diagnostics())
        .extracting(RuleParserTest::line)
        .containsExactly("1:1 one-rule");
    assertThat(RuleParser.parseOne("r", SUSTAINED + "---\n" + SPIKE, Streams.ONE).rules())
        .isEmpty();
    String json = "{\"rule\": \"a\", \"when\": \"pm25 > 75\", \"for\": \"10m\"}";
    assertThat(RuleParser.parseOne("r", json, Streams.ONE).rules()).hasSize(1);
  }

  @Test
  void withoutFrom_aRuleReadsEveryStreamThatHasItsFields() {
    Parsed both = parse("rule: a\nby: []\nwhen: temperature > 30\n");
    assertThat(both.rules().get(0).plan().streams()).containsExactlyInAnyOrder("air", "weather");
    assertThat(both.rules().get(0).plan().by()).isEmpty();
    Parsed one = parse("rule: a\nwhen: temperature > 30 && wind < 1\n");
    assertThat(one.rules().get(0).plan().streams()).containsExactly("weather");
    assertThat(one.rules().get(0).plan().by()).containsExactly("city");
    assertThat(findings("rule: a\nwhen: temperature > 30\n")).containsExactly("1:1 ambiguous-key");
    assertThat(
            parse("rule: a\nby: station\nwhen: temperature > 30\n").rules().get(0).plan().streams())
        .containsExactly("air");
  }

  @Test
  void offRule_withYamlsOldWordForFalse_isOff() {
    assertThat(rule("rule: a\nmode: off\nwhen: pm25 > 1\n").mode()).isEqualTo(Mode.OFF);
  }

  @Test
  void template_mixesTextAndValues() {
    Rule rule =
        rule(
            "rule: a\nwhen: pm25 > 1\nannotations: {s: 'x {{ pm25 }}{{station}} {y} }} {{ \"}}\" }}'}\n");
    assertThat(rule.annotations().get("s").parts())
        .hasSize(5)
        .element(3)
        .isEqualTo(new Template.Part.Literal(" {y} }} "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ station.contains('\\'}}') ? 'x' : 'y' }}",
        "{{ station == \"\"\"a \" }} b\"\"\" ? 'x' : 'y' }}",
      })
  void template_endsBehindTexts(String template) {
    Rule rule = rule("rule: a\nwhen: pm25 > 1\nannotations:\n  s: |-\n    " + template + "\n");
    assertThat(rule.annotations().get("s").parts()).hasSize(1);
  }
}
