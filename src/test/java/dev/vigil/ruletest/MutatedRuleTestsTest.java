package dev.vigil.ruletest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** A test file, whatever is in it, is read or refused at a place in it. */
class MutatedRuleTestsTest {
  private static final ConfStreams CONF = new ConfStreams(Path.of("conf/vigil.yaml"));
  private static final Path PLACE = Path.of("rules/pm25_test.yaml");
  private static final List<String> TESTS = tests();
  private static final String PIECES =
      "\n\t \"'{}[]&*!|>%@`#:,-?()=<>+/\\0123456789aemx._~$\u0000\u00e9\ud83d\ude00";

  @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
  void mutatedTestFile_isReadOrRefusedAtAPlaceInIt(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String text = mutate(TESTS.get(random.nextInt(TESTS.size())), random);
    RuleTestReader.Read read =
        new RuleTestReader(PLACE, new Source(PLACE.toString(), text), CONF).read();
    for (Diagnostic found : read.diagnostics()) {
      assertThat(found.span().end()).isLessThanOrEqualTo(found.source().text().length());
      assertThat(DiagnosticRenderer.render(found)).contains(found.code());
    }
    boolean refused = read.diagnostics().stream().anyMatch(Diagnostic::isError);
    assertThat(read.file().isEmpty()).isEqualTo(refused);
    Statistics.label("verdict")
        .collect(refused ? "refused" : "accepted")
        .coverage(
            coverage -> {
              coverage.check("accepted").percentage(share -> share > 3);
              coverage.check("refused").percentage(share -> share > 20);
            });
  }

  private static String mutate(String tests, Random random) {
    StringBuilder text = new StringBuilder(tests);
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int length = Math.min(text.length() - at, 1 + random.nextInt(12));
      int piece = random.nextInt(PIECES.length());
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, at + length);
        case 1 -> text.insert(at, PIECES.charAt(piece));
        case 2 -> text.setCharAt(at, PIECES.charAt(piece));
        default -> text.insert(at, text.substring(at, at + length));
      }
    }
    return text.toString();
  }

  /** The shipped ones, and one with rules and streams of its own. */
  private static List<String> tests() {
    List<String> texts = new ArrayList<>();
    texts.add(
        """
        streams:
          air: {key: [station], fields: {station: string, pm25: double, ok: boolean}}
        rules:
          - {rule: high, when: pm25 > 75}
          - rule: spike
            sequence:
              - {begin: up, where: pm25 > 75}
              - {followed_by: down, where: pm25 < 50 || ok}
            within: 5m
        tests:
          - name: all there is
            events:
              - {at: 1m, key: {station: A}, pm25: 80}
              - watermark: 90s
              - {at: 2m, from: air, key: {station: "7"}, pm25: 80, ok: true}
            expect:
              - {rule: spike, key: {station: A}, status: matched, matched: {up: [1m], down: 2m}}
              - {rule: high, key: {station: A}, status: firing, readings: [1m]}
            expect_late: 1
            expect_dead_letters: 2
        """);
    try (Stream<Path> files = Files.list(Path.of("rules"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("_test.yaml")).toList()) {
        texts.add(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }
}
