package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The fingerprint decides whether a changed rule keeps what it has matched so far. */
class FingerprintTest {
  private static final String WHEN =
      "rule: a\nlet: {base: \"avg(pm25, '1h')\"}\nwhen: pm25 > base\nfor: 10m\n";
  private static final String SEQUENCE =
      """
      rule: a
      sequence:
        - begin: spike
          where: pm25 > 75
          times: 2+
          until: pm25 > 300
        - followed_by: g
          sequence:
            - begin: drop
              where: pm25 < 5
              or: pm25 > 500
      within: 15m
      """;

  private static String of(String text) {
    return RuleParserTest.rule(text).plan().fingerprint();
  }

  @Test
  void fingerprint_staysTheSameAcrossReleases() {
    assertThat(List.of(of(WHEN), of(SEQUENCE)))
        .containsExactly(
            "b641790b91e74bf78b9e64a9083031adddca5af8b033f346173155d9d73164ba",
            "689c8581d0032f710cef3f7ad69adc9ab84bf10f7005121fd8275a2841ab295f");
  }

  @Test
  void words_doNotChangeIt() {
    for (String rest :
        List.of(
            "description: other\n",
            "severity: critical\n",
            "mode: shadow\n",
            "realert: 1h\n",
            "labels: {a: b}\n",
            "annotations: {summary: '{{ pm25 }}'}\n",
            "resolve: {when: pm25 < 3}\n",
            "by: [station]\n",
            "from: air\n")) {
      assertThat(of(WHEN + rest)).as(rest).isEqualTo(of(WHEN));
    }
    assertThat(of(WHEN.replace("rule: a", "rule: b"))).isEqualTo(of(WHEN));
    assertThat(of(WHEN.replace("10m", "600s"))).isEqualTo(of(WHEN));
    assertThat(of(WHEN.replace("let: {", "let: {other: pm10 + 1, "))).isEqualTo(of(WHEN));
  }

  @Test
  void whatDecidesAMatch_changesIt() {
    assertThat(of(WHEN.replace("pm25 > base", "pm25 > 2 * base"))).isNotEqualTo(of(WHEN));
    assertThat(of(WHEN.replace("1h", "2h"))).isNotEqualTo(of(WHEN));
    assertThat(of(WHEN.replace("for: 10m", "for: 11m"))).isNotEqualTo(of(WHEN));
    assertThat(of(WHEN + "max_gap: 1m\n")).isNotEqualTo(of(WHEN));
    assertThat(of(WHEN + "by: []\n")).isNotEqualTo(of(WHEN));
    String[][] changes = {
      {"spike", "peak"},
      {"> 75", "> 76"},
      {"2+", "3+"},
      {"300", "301"},
      {"followed_by", "next"},
      {"- followed_by: g", "- followed_by: g\n    optional: true"},
      {"begin: drop", "begin: fall"},
      {"500", "501"},
      {"15m", "16m"},
      {"15m", "15m\nmax_gap: 1m"},
      {"15m", "15m\non_timeout: alert"},
      {"15m", "15m\nafter_match: no_skip"},
      {"times: 2+", "times: 2+\n    consecutive: true"}
    };
    for (String[] change : changes) {
      assertThat(of(SEQUENCE.replace(change[0], change[1])))
          .as(change[1])
          .isNotEqualTo(of(SEQUENCE));
    }
  }

  /** A signal in a message has a slot of its own, and the readings kept so far lack it. */
  @Test
  void newSignalInAnAnnotation_changesIt() {
    assertThat(of(WHEN + "annotations: {s: '{{ delta(pm25) }}'}\n")).isNotEqualTo(of(WHEN));
    assertThat(of(WHEN + "annotations: {s: '{{ base }}'}\n")).isEqualTo(of(WHEN));
  }
}
