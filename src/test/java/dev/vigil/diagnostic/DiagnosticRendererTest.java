package dev.vigil.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiagnosticRendererTest {

  private static String render(String text, int start, int end, String hint) {
    Source source = new Source("rules/pm25.yaml", text);
    Span span = new Span(start, end);
    return DiagnosticRenderer.render(
        new Diagnostic(Severity.ERROR, "unknown-field", "unknown field 'pm2'", hint, source, span));
  }

  @Test
  void finding_isShownWithItsPlaceItsLineAndACaret() {
    assertThat(render("rule: a\nwhen: pm2 > 75\n", 14, 17, "did you mean pm25?"))
        .isEqualTo(
            """
            rules/pm25.yaml:2:7: error: unknown field 'pm2' [unknown-field]
               2 | when: pm2 > 75
                 |       ^^^
                 = did you mean pm25?
            """);
  }

  @Test
  void byteOrderMark_isNoColumn() {
    assertThat(render("\uFEFFwhen: pm2 > 75\n", 7, 10, null))
        .startsWith("rules/pm25.yaml:1:7: ")
        .endsWith("   1 | when: pm2 > 75\n     |       ^^^\n");
  }

  @Test
  void findingWithoutHint_endsWithItsCaret() {
    assertThat(render("a: b", 4, 4, null)).endsWith("   1 | a: b\n     |     ^\n");
  }

  @Test
  void spanOverLines_isMarkedToTheEndOfItsFirst() {
    assertThat(render("a: |\n  bcd\n  efg\n", 7, 14, null))
        .contains("   2 |   bcd\n     |   ^^^\n");
  }

  @Test
  void longLine_isCutAroundTheFinding() {
    String shown = render("x".repeat(500) + "HERE" + "y".repeat(500), 500, 504, null);
    java.util.List<String> lines = shown.lines().toList();
    assertThat(lines.get(1)).startsWith("   1 | …xxx").endsWith("yyy…").hasSizeLessThan(180);
    assertThat(lines.get(1).indexOf("HERE")).isEqualTo(lines.get(2).indexOf("^^^^"));
    assertThat(lines.get(2)).endsWith(" ^^^^");
  }

  @Test
  void controlCharacters_neverReachTheTerminal() {
    String shown = render("a: \u001b[2Jx\tpm2", 9, 12, "try \u001b]0;t\u0007");
    assertThat(shown).doesNotContain("\u001b").doesNotContain("\u0007").doesNotContain("\t");
    assertThat(shown).contains("   1 | a: \uFFFD[2Jx pm2\n     |          ^^^\n");
  }
}
