package dev.vigil.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.yaml.YamlScalar.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  private static YamlMapping read(String text) {
    Source source = new Source("t.yaml", text);
    Diagnostics diagnostics = new Diagnostics(source);
    YamlMapping mapping = YamlReader.readMapping(source, diagnostics).orElseThrow();
    assertThat(diagnostics.all()).isEmpty();
    return mapping;
  }

  private static YamlScalar scalar(String text) {
    return (YamlScalar) read(text).entry("k").orElseThrow().value();
  }

  /** The roots of all documents that can be read. */
  private static List<YamlNode> roots(Source source, Diagnostics diagnostics) {
    return YamlReader.split(source).stream()
        .flatMap(document -> YamlReader.read(document, diagnostics).stream())
        .toList();
  }

  private static List<String> findings(String text) {
    Source source = new Source("t.yaml", text);
    Diagnostics diagnostics = new Diagnostics(source);
    List<YamlNode> ignored = roots(source, diagnostics);
    assertThat(ignored).isNotNull();
    return diagnostics.all().stream().map(YamlReaderTest::line).toList();
  }

  private static String line(Diagnostic diagnostic) {
    return diagnostic.position() + " " + diagnostic.code();
  }

  @Test
  void entries_areInTheOrderWritten_withSpansOfKeysAndValues() {
    YamlMapping mapping = read("b: 1\na: [x, 'y']\n");
    assertThat(mapping.entries()).extracting(YamlMapping.Entry::name).containsExactly("b", "a");
    assertThat(mapping.entries().get(1).key().span().start()).isEqualTo(5);
    YamlSequence list = (YamlSequence) mapping.entries().get(1).value();
    assertThat(list.items()).extracting(Object::toString).containsExactly("x", "y");
    assertThat(list.items().get(1).span().start()).isEqualTo(12);
    assertThat(mapping.size()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "12, INTEGER", "-0x, STRING", "0x1F, INTEGER", "1e3, DECIMAL", ".5, DECIMAL", "off, STRING",
    "yes, STRING", "True, BOOLEAN", "~, NULL", "10m, STRING", "'\"12\"', STRING", "!!str 12, STRING"
  })
  void scalar_isWhatTheCoreSchemaSays(String text, Kind kind) {
    assertThat(scalar("k: " + text).kind()).isEqualTo(kind);
  }

  /** Every character of the word must be found where it stands, however the scalar is written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "k: pm25 > pm2",
        "k:    pm25 > pm2   # why",
        "k: 'it''s pm25 > pm2'",
        "k: \"a\\n\\u0041\\x41\\\"\\U0001F600 pm25 > pm2\"",
        "k: &anchor !!str pm25 > pm2",
        "{a: 1, k: pm25 > pm2}",
      })
  void offsets_leadBackToTheSource(String text) {
    assertWordsFound(text);
  }

  @Test
  void offsets_leadBackToTheSource_acrossLines() {
    assertWordsFound("k: |\n  a\n\n  pm25 > pm2 # no comment\n    deeper\n  end\n");
    assertWordsFound("k: >-  # folded\n  a\n  b\n\n  pm25 > pm2\n    deeper\n  end\n");
    assertWordsFound("a: 1\nk: |2-\n    lead\n  pm25 > pm2\r\n  x\r\n");
    assertWordsFound("k: plain\n  goes on\n\n  pm25 > pm2\n  end\n");
    assertWordsFound("k: 'quoted   \n   goes on\n\n  pm25 > pm2'\n");
    assertWordsFound("k: \"joined \\\n     lines\n\n  pm25 \\\n  > pm2\\\n  \"\n");
    assertWordsFound("k: |\n  \uD83D\uDE00 caf\u00e9\n  pm25 > pm2\n");
  }

  private static void assertWordsFound(String text) {
    YamlScalar scalar = scalar(text);
    assertThat(scalar.text()).contains("pm25 > pm2");
    int at = scalar.text().indexOf("pm25");
    assertThat(scalar.offsets().applyAsInt(at)).isEqualTo(text.indexOf("pm25"));
    int late = scalar.text().indexOf("pm2", at + 1);
    assertThat(scalar.offsets().applyAsInt(late)).isEqualTo(text.lastIndexOf("pm2"));
    for (int i = 0; i < scalar.text().length(); i++) {
      char decoded = scalar.text().charAt(i);
      char written = text.charAt(scalar.offsets().applyAsInt(i));
      if (!Character.isWhitespace(decoded) && written != '\\') {
        assertThat(written).as("character %d of %s", i, scalar).isEqualTo(decoded);
      }
    }
  }

  @Test
  void json_withTabsAndEscapedSlashes_isRead() {
    String text = "\t{\n\t\"a\\/b\":\t\"x\\/y\\\\/\tz\",\n\t\"k\":\t\"pm25 > pm2\"\n}\n";
    YamlMapping mapping = read(text);
    assertThat(mapping.entries()).extracting(YamlMapping.Entry::name).containsExactly("a/b", "k");
    YamlScalar value = (YamlScalar) mapping.entries().get(0).value();
    assertThat(value.text()).isEqualTo("x/y\\/\tz");
    assertThat(text.substring(value.span().start(), value.span().end()))
        .isEqualTo("\"x\\/y\\\\/\tz\"");
    assertThat(value.offsets().applyAsInt(2)).isEqualTo(text.indexOf("y"));
    assertWordsFound(text);
  }

  @Test
  void escapedSlash_beforeAQuoteOrInAPlainText_staysAsItIs() {
    assertWordsFound("{k: \"a\\/\\\"b pm25 > pm2\", x: 'a\\/b'}");
    assertThat(scalar("{k: s == \"a\\/b\"}").text()).isEqualTo("s == \"a\\/b\"");
    assertThat(scalar("{k: 'say \"a\\/b\"\t'}").text()).isEqualTo("say \"a\\/b\"\t");
    assertThat(scalar("k: 'a\\/b'").text()).isEqualTo("a\\/b");
  }

  @Test
  void flowText_readsAsTheSame() {
    YamlMapping mapping =
        read(
            """
            a: &x {b: [1, 0x1F, .nan, ~, yes, "8"], e: {}, f: []}
            c d: |
              two
              "lines" \\ µ.
            g: *x
            h: !!str 75
            """);
    String text = FlowText.of(mapping);
    assertThat(text).doesNotContain("\n", "*");
    assertThat(FlowText.of(read(text))).isEqualTo(text);
    assertThat(text)
        .isEqualTo(
            "{\"a\": {\"b\": [1, 0x1F, .nan, null, \"yes\", \"8\"], \"e\": {}, \"f\": []},"
                + " \"c d\": \"two\\u000a\\\"lines\\\" \\\\ \\u00b5.\\u000a\","
                + " \"g\": {\"b\": [1, 0x1F, .nan, null, \"yes\", \"8\"], \"e\": {}, \"f\": []},"
                + " \"h\": \"75\"}");
  }

  @Test
  void endOfScalar_isAfterItsLastCharacter() {
    YamlScalar scalar = scalar("k: 'abc' # x");
    assertThat(scalar.span(0, 3).start()).isEqualTo(4);
    assertThat(scalar.span(0, 3).end()).isEqualTo(7);
  }

  @Test
  void split_keepsDocumentsByteForByte() {
    String first = "# about\nrule: a\nwhen: |\n  x\n\n";
    String second = "rule: b\r\n";
    String text = "# licence\n---\n" + first + "---   # next\n" + second + "...\n---\n---\n# end\n";
    List<YamlDocument> documents = YamlReader.split(new Source("t", text));
    assertThat(documents).extracting(YamlDocument::text).containsExactly(first, second);
    assertThat(documents.get(1).offset()).isEqualTo(text.indexOf("rule: b"));
  }

  @Test
  void split_ofADocumentOnTheMarkersLine_startsAfterTheMarker() {
    List<YamlDocument> documents = YamlReader.split(new Source("t", "--- {a: 1}\n--- {b: 2}"));
    assertThat(documents).extracting(YamlDocument::text).containsExactly(" {a: 1}\n", " {b: 2}");
  }

  @Test
  void byteOrderMark_isNoPartOfTheDocument() {
    assertThat(read("\uFEFFa: 1").entries().get(0).name()).isEqualTo("a");
  }

  @Test
  void syntaxErrorInOneDocument_leavesTheOthers() {
    String text = "a: [1\n---\nb: 2\n---\nc: }\n";
    Source source = new Source("t", text);
    Diagnostics diagnostics = new Diagnostics(source);
    assertThat(roots(source, diagnostics)).hasSize(1);
    assertThat(diagnostics.all())
        .extracting(YamlReaderTest::line)
        .containsExactly("2:1 yaml-syntax", "5:4 yaml-syntax");
  }

  @Test
  void duplicateKey_isReportedWhereItStandsAgain() {
    assertThat(findings("a: 1\nb: {c: 1, c: 2}\na: 3\n"))
        .containsExactly("2:11 duplicate-key", "3:1 duplicate-key");
  }

  @Test
  void tagBesideTheCore_isRefused() {
    assertThat(findings("a: !!java.net.URL x\nb: !mine {c: 1}\nd: !!int 1.5\ne: !!float 1\n"))
        .containsExactly("1:4 yaml-tag", "2:4 yaml-tag", "3:4 yaml-tag");
  }

  @Test
  void alias_standsForItsAnchor() {
    YamlMapping mapping = read("a: &x [1, 2]\nb: *x\n");
    assertThat(mapping.entries().get(1).value()).isSameAs(mapping.entries().get(0).value());
    assertThat(mapping.size()).isEqualTo(1 + 4 + 4);
  }

  @Test
  void aliasOfNothing_orOfItself_isRefused() {
    assertThat(findings("a: *x\n")).containsExactly("1:4 yaml-anchor");
    assertThat(findings("a: &x\n  b: *x\n")).containsExactly("2:6 yaml-anchor");
  }

  @Test
  void billionLaughs_isRefusedBeforeItUnfolds() {
    StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*a" + (i - 1);
      String list = String.join(",", java.util.Collections.nCopies(10, alias));
      text.append("a" + i + ": &a" + i + " [" + list + "]\n");
    }
    assertThat(findings(text.toString())).singleElement().asString().endsWith("yaml-nodes");
  }

  @Test
  void deepNesting_isRefused() {
    assertThat(findings("[".repeat(30_000))).containsExactly("1:34 yaml-depth");
    assertThat(findings("a: " + "[".repeat(31) + "]".repeat(31))).isEmpty();
    assertThat(findings("a: " + "[".repeat(33) + "]".repeat(33))).hasSize(1);
  }

  @Test
  void documentOverTheLimit_isRefused_andOneAtTheLimitIsNot() {
    String start = "a: ";
    assertThat(findings(start + "x".repeat(YamlReader.MAX_BYTES - 3))).isEmpty();
    assertThat(findings(start + "x".repeat(YamlReader.MAX_BYTES - 2)))
        .containsExactly("1:1 yaml-size");
    assertThat(findings(start + "\u00e9".repeat(YamlReader.MAX_BYTES / 2)))
        .containsExactly("1:1 yaml-size");
  }

  @Test
  void controlCharacter_isASyntaxErrorAtItsPlace() {
    assertThat(findings("a: 1\nb: x\u0000y\n")).containsExactly("2:5 yaml-syntax");
    assertThat(findings("a: \uD83D\uDE00\u0001\n")).containsExactly("1:6 yaml-syntax");
  }

  @Test
  void tabAsIndent_isASyntaxErrorWithAHint() {
    Source source = new Source("t", "a:\n\tb: 1\n");
    Diagnostics diagnostics = new Diagnostics(source);
    assertThat(roots(source, diagnostics)).isEmpty();
    assertThat(diagnostics.all())
        .singleElement()
        .extracting(Diagnostic::hint)
        .isEqualTo("indent with spaces, not tabs");
  }

  /** Else a condition that begins with a negation would mean its opposite. */
  @Test
  void exclamationMark_isRefused() {
    assertThat(findings("a: ! x\nb: [! 1]\nc: !ok\nd: ! 'x'\n"))
        .containsExactly("1:4 yaml-tag", "2:5 yaml-tag", "3:4 yaml-tag", "4:4 yaml-tag");
  }

  @Test
  void directive_isRefused() {
    assertThat(findings("%TAG !e! tag:example.org,2000:\n---\na: 1\n"))
        .containsExactly("1:1 yaml-syntax");
    assertThat(findings("%YAML 1.2\n---\na: 1\n")).containsExactly("1:1 yaml-syntax");
  }

  @Test
  void keyThatIsNoWord_isReported() {
    assertThat(findings("? [a, b]\n: 1\n")).containsExactly("1:3 yaml-key");
  }
}
