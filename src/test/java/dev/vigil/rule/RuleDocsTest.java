package dev.vigil.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.vigil.control.RuleSeed;
import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import dev.vigil.signal.SignalCall;
import dev.vigil.signal.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code src/docs/rules.md}: its rules are good, and its signals are those there are. */
class RuleDocsTest {
  private static final Path DOCS = Path.of("src/docs/rules.md");
  private static final Pattern CALL = Pattern.compile("(\\w+)\\(");
  private static final Set<String> MACROS =
      Set.of("has", "all", "exists", "exists_one", "filter", "map");

  /** As {@code vigil check} reads rules. */
  private static final Catalog LINTED = Streams.ONE.withLints(7 * 86_400_000L);

  /** Types that no field has. */
  private static final Set<String> OF_NO_USE = Set.of("bytes", "dyn", "type", "uint");

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
      Parsed parsed = RuleParser.parse(new Source("rules.md", block), LINTED);
      assertThat(DiagnosticRenderer.render(parsed.diagnostics())).isEmpty();
      rules += parsed.rules().size();
    }
    assertThat(rules).isEqualTo(5);
  }

  @Test
  void everySignal_isShownAsItIsWritten() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String row : table("signal")) {
      List<String> calls = codes(row);
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

  @Test
  void everyFunction_isShownAsItIsWritten() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (String row : table("function")) {
      assertThat(codes(row)).isNotEmpty();
      for (String condition : codes(row)) {
        assertThat(errors("rule: a\nwhen: \"" + condition + "\"\n")).isEmpty();
        CALL.matcher(condition).results().forEach(found -> shown.add(found.group(1)));
      }
    }
    Set<String> known = new TreeSet<>(MACROS);
    for (StandardFunction function : StandardFunction.values()) {
      if (function.functionName().matches("[a-z]\\w*")) {
        known.add(function.functionName());
      }
    }
    known.removeAll(OF_NO_USE);
    assertThat(shown).isEqualTo(known);
  }

  /** The rows of the table under a head. */
  private static List<String> table(String head) throws IOException {
    List<String> rows =
        Files.readString(DOCS)
            .lines()
            .dropWhile(line -> !line.startsWith("| " + head + " |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).isNotEmpty();
    return rows;
  }

  /** What the first cell of a row has in code. */
  private static List<String> codes(String row) {
    return Pattern.compile("`([^`]+)`")
        .matcher(row.split(" \\| ", -1)[0])
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static List<String> errors(String rule) {
    return RuleParser.parse(new Source("rule.yaml", rule), LINTED).diagnostics().stream()
        .filter(Diagnostic::isError)
        .map(Diagnostic::message)
        .toList();
  }

  @Test
  void everyLimit_isWhereTheDocsSay() throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    for (String row : table("at most")) {
      String[] cells = row.split(" \\| |^\\| | \\|$", -1);
      shown.put(cells[2], cells[1].replace(",", ""));
    }
    Map<String, IntFunction<String>> held = limits();
    assertThat(Integer.parseInt(shown.remove("live rules in a job"))).isEqualTo(RuleSeed.LIMIT);
    assertThat(shown.keySet()).containsExactlyElementsOf(held.keySet());
    held.forEach(
        (limit, rule) -> {
          int most = Integer.parseInt(shown.get(limit));
          assertThat(errors(rule.apply(most))).as(limit).isEmpty();
          assertThat(errors(rule.apply(most + 1))).as(limit).isNotEmpty();
        });
  }

  /** For each row of the table, a rule of such a size. */
  private static Map<String, IntFunction<String>> limits() {
    String head = "rule: a\nwhen: pm25 > 1\n";
    Map<String, IntFunction<String>> rules = new LinkedHashMap<>();
    rules.put("bytes of a document", n -> head + "#".repeat(n - head.length()));
    rules.put("names in `let`", n -> head + "let: {" + many(n, "n%d: 1") + "}\n");
    rules.put(
        "characters of an expression", n -> "rule: a\nwhen: pm25 >" + " ".repeat(n - 7) + "1\n");
    rules.put(
        "parts of an expression inside each other",
        n -> "rule: a\nwhen: pm25 > " + "-(".repeat(n - 2) + "pm10" + ")".repeat(n - 2) + "\n");
    rules.put(
        "items of a list in an expression",
        n -> "rule: a\nwhen: count_ok in [" + "1,".repeat(n - 1) + "1]\n");
    rules.put(
        "stages of a sequence",
        n ->
            "rule: a\nsequence:\n  - {begin: s, where: pm25 > 1}\n"
                + listed(n - 1, "  - {followed_by: s%d, where: pm25 > 1}\n", "")
                + "within: 1h\n");
    rules.put(
        "`times` of a stage",
        n -> "rule: a\nsequence:\n  - {begin: s, where: pm25 > 1, times: " + n + "}\nwithin: 1h\n");
    rules.put("labels", n -> head + "labels: {" + many(n, "n%d: a") + "}\n");
    rules.put("characters of a label's value", n -> head + "labels: {a: " + "x".repeat(n) + "}\n");
    rules.put("annotations", n -> head + "annotations: {" + many(n, "n%d: a") + "}\n");
    rules.put(
        "characters of an annotation", n -> head + "annotations: {a: " + "x".repeat(n) + "}\n");
    rules.put(
        "expressions in annotations",
        n -> head + "annotations: {a: '" + "{{ pm25 }}".repeat(n) + "'}\n");
    rules.put("characters of a `description`", n -> head + "description: " + "x".repeat(n) + "\n");
    rules.put("days of a duration", n -> head + "for: " + n + "d\n");
    return rules;
  }

  private static String many(int n, String text) {
    return listed(n, text, ", ");
  }

  private static String listed(int n, String text, String between) {
    return IntStream.range(0, n).mapToObj(text::formatted).collect(Collectors.joining(between));
  }
}
