package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.kind.Forms;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules under {@code rules/}. */
class ShippedRulesTest {
  private static final Path RULES = Path.of("rules");

  @Test
  void everyRule_isGood_andWellDescribed() throws IOException {
    RuleFiles files = RuleFiles.read(List.of(RULES), Streams.shipped());
    assertThat(DiagnosticRenderer.render(files.diagnostics())).isEmpty();
    assertThat(files.rules())
        .extracting(Rule::id)
        .hasSizeGreaterThanOrEqualTo(6)
        .contains("pm25-sustained", "pm25-spike-then-drop");
    assertThat(files.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.description()).hasSizeGreaterThan(20);
              assertThat(rule.labels()).containsKey("kind");
              assertThat(rule.annotations()).containsKeys("summary", "runbook_url");
              assertThat(rule.plan().by()).containsExactly("station");
            });
  }

  @Test
  void everySignalAndForm_isShown() throws IOException {
    Set<String> signals = new TreeSet<>();
    for (Rule rule : RuleFiles.read(List.of(RULES), Streams.shipped()).rules()) {
      for (SignalCall call : rule.plan().signals()) {
        signals.add(call.function());
        call.inputs().forEach(input -> signals.add(input.function()));
      }
    }
    assertThat(signals).containsExactlyInAnyOrderElementsOf(Signals.names());
    List<String> lines = new ArrayList<>();
    for (Path file : RuleFiles.list(List.of(RULES))) {
      lines.addAll(Files.readAllLines(file));
    }
    assertThat(Forms.ALL)
        .allSatisfy(form -> assertThat(lines).anyMatch(line -> line.startsWith(form.key() + ":")));
  }

  @Test
  void everyRule_isInAFileOfItsName() throws IOException {
    for (Path file : RuleFiles.list(List.of(RULES))) {
      Source source = new Source(file.toString(), Files.readString(file));
      assertThat(RuleParser.parse(source, Streams.shipped()).rules())
          .extracting(rule -> rule.id() + ".yaml")
          .containsExactly(file.getFileName().toString());
    }
  }
}
