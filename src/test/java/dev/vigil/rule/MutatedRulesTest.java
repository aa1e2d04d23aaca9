package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Rules come from a topic that anybody may write to: no text may do more than be refused. */
class MutatedRulesTest {
  private static final List<String> RULES = rules();
  private static final String PIECES =
      "\n\t \"'{}[]&*!|>%@`#:,-?()=<>+/\\0123456789aepm._~$\u0000\u0007\u00e9\ud83d\ude00\ufeff";

  @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE)
  void mutatedRule_isReadOrRefusedAtAPlaceInIt(@ForAll long seed) {
    Random random = new Random(seed);
    String text = mutate(RULES.get(random.nextInt(RULES.size())), random);
    Parsed parsed = RuleParser.parse(new Source("r.yaml", text), Streams.TWO);
    for (Diagnostic found : parsed.diagnostics()) {
      assertThat(found.span().end()).isLessThanOrEqualTo(text.length());
      assertThat(DiagnosticRenderer.render(found)).contains(found.code());
    }
    assertThat(parsed.found()).hasSizeLessThanOrEqualTo(parsed.documents());
    if (parsed.documents() == 1) {
      assertThat(parsed.found().isEmpty()).isEqualTo(parsed.hasErrors());
    }
    Statistics.label("verdict")
        .collect(parsed.hasErrors() ? "refused" : "accepted")
        .coverage(
            coverage -> {
              coverage.check("accepted").percentage(share -> share > 5);
              coverage.check("refused").percentage(share -> share > 20);
            });
  }

  private static String mutate(String rule, Random random) {
    StringBuilder text = new StringBuilder(rule);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length());
      int length = Math.min(text.length() - at, 1 + random.nextInt(12));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, at + length);
        case 1 -> text.insert(at, piece(random));
        case 2 -> text.replace(at, at + 1, piece(random));
        case 3 -> text.insert(at, text.substring(at, at + length));
        default -> {
          int to = random.nextInt(text.length());
          text.insert(at, text.substring(to, Math.min(text.length(), to + length)));
        }
      }
    }
    return text.toString();
  }

  private static String piece(Random random) {
    int at = random.nextInt(PIECES.length());
    return PIECES.substring(at, at + 1);
  }

  private static List<String> rules() {
    try {
      List<Path> files = RuleFiles.list(List.of(Path.of("rules")));
      List<String> texts = new java.util.ArrayList<>();
      for (Path file : files) {
        texts.add(Files.readString(file));
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
