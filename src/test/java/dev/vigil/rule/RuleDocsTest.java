package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code src/docs/rules.md}: its rules are good, and its signals are those there are. */
class RuleDocsTest {
  private static final Path DOCS = Path.of("src/docs/rules.md");

  @Test
  void everyRule_isGood() throws IOException {
    List<String> blocks =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(blocks).hasSize(4);
    int rules = 0;
    for (String block : blocks) {
      Parsed parsed = RuleParser.parse(new Source("rules.md", block), Streams.ONE);
      assertThat(DiagnosticRenderer.render(parsed.diagnostics())).isEmpty();
      rules += parsed.rules().size();
    }
    assertThat(rules).isEqualTo(5);
  }

  @Test
  void everySignal_isShownAsItIsWritten() throws IOException {
    Set<String> shown = new TreeSet<>();
    List<String> rows =
        Files.readString(DOCS).lines().filter(line -> line.startsWith("| `")).toList();
    for (String row : rows) {
      List<String> calls =
          Pattern.compile("`([a-z]+\\([^`]*\\))`")
              .matcher(row.split("\\|", -1)[1])
              .results()
              .map((MatchResult found) -> found.group(1))
              .toList();
      assertThat(calls).isNotEmpty();
      for (String call : calls) {
        String rule = "rule: a\nwhen: \"" + call + " == " + call + "\"\n";
        Parsed parsed = RuleParser.parse(new Source(call, rule), Streams.ONE);
        assertThat(DiagnosticRenderer.render(parsed.diagnostics())).isEmpty();
        List<SignalCall> used = new ArrayList<>(parsed.rules().get(0).plan().signals());
        assertThat(used).hasSize(1);
        shown.add(used.get(0).function());
      }
    }
    assertThat(shown).isEqualTo(new TreeSet<>(Signals.names()));
  }
}
