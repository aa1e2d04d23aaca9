package dev.vigil.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.plan.Plan;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.RuleParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.StateTransition;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.junit.jupiter.api.Test;

/** What the checker lets through, Flink takes: every refusal of Flink's is ours first. */
class AcceptedPatternsTest {
  private static final Catalog CATALOG =
      Catalog.of(
          Schema.of(
              "air",
              Map.of("station", FieldType.STRING, "pm25", FieldType.DOUBLE),
              List.of("station")));

  /** A stage before it has a name: lines of YAML, and the stages of a group. */
  private record Sketch(String contiguity, List<String> lines, List<Sketch> group) {}

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void acceptedSequence_isAcceptedByFlink(
      @ForAll("sketches") List<Sketch> stages, @ForAll("tails") List<String> tail) {
    StringBuilder text = new StringBuilder("rule: r\nsequence:\n");
    int[] counter = {0};
    write(text, stages, "  ", counter);
    tail.forEach(line -> text.append(line).append('\n'));
    Parsed parsed = RuleParser.parse(new Source("r.yaml", text.toString()), CATALOG);
    String verdict = parsed.hasErrors() ? "refused" : "accepted";
    Statistics.label("verdict")
        .collect(verdict)
        .coverage(
            coverage -> {
              coverage.check("accepted").percentage(share -> share > 5);
              coverage.check("refused").percentage(share -> share > 5);
            });
    if (!parsed.hasErrors()) {
      assertFlinkTakes(parsed.rules().get(0).plan(), text.toString());
    }
  }

  @Test
  void whenRule_isAcceptedByFlink() {
    for (String rest : List.of("", "for: 10m\n", "for: 10m\nmax_gap: 1m\n")) {
      String text = "rule: r\nwhen: pm25 > 75\n" + rest;
      Parsed parsed = RuleParser.parse(new Source("r.yaml", text), CATALOG);
      assertThat(parsed.diagnostics()).isEmpty();
      assertFlinkTakes(parsed.rules().get(0).plan(), text);
    }
  }

  @Test
  void groupWithUntil_isAcceptedByFlink() {
    String text =
        """
        rule: r
        sequence:
          - begin: g
            times: 2+
            until: pm25 > 300
            sequence:
              - begin: a
                where: pm25 > 1
              - next: b
          - next: c
        within: 1h
        """;
    Parsed parsed = RuleParser.parse(new Source("r.yaml", text), CATALOG);
    assertThat(parsed.diagnostics()).as(DiagnosticRenderer.render(parsed.diagnostics())).isEmpty();
    assertFlinkTakes(parsed.rules().get(0).plan(), text);
  }

  private static void assertFlinkTakes(Plan plan, String text) {
    assertThatCode(
            () ->
                NFACompiler.compileFactory(Patterns.compile(plan), true)
                    .createNFA()
                    .getStates()
                    .forEach(AcceptedPatternsTest::assertEdgesLeadSomewhere))
        .as(text)
        .doesNotThrowAnyException();
  }

  /** Flink's compiler does not refuse all that it cannot compile. */
  private static void assertEdgesLeadSomewhere(State<?> state) {
    for (StateTransition<?> edge : state.getStateTransitions()) {
      assertThat(edge.getTargetState()).as(state.getName()).isNotNull();
    }
  }

  private static void write(StringBuilder text, List<Sketch> stages, String indent, int[] counter) {
    boolean first = true;
    for (Sketch stage : stages) {
      String contiguity = first && counter[0] % 7 != 6 ? "begin" : stage.contiguity();
      first = false;
      text.append(indent).append("- ").append(contiguity).append(": s");
      text.append(counter[0]++).append('\n');
      stage.lines().forEach(line -> text.append(indent).append("  ").append(line).append('\n'));
      if (!stage.group().isEmpty()) {
        text.append(indent).append("  sequence:\n");
        write(text, stage.group(), indent + "    ", counter);
      }
    }
  }

  @Provide
  Arbitrary<List<String>> tails() {
    Arbitrary<String> within = Arbitraries.of("", "within: 1h", "within: 1h", "within: 10m");
    Arbitrary<String> gap = Arbitraries.of("", "", "", "max_gap: 5m", "max_gap: 20m");
    Arbitrary<String> after =
        Arbitraries.of(
            "",
            "after_match: no_skip",
            "after_match: skip_to_next",
            "after_match: {skip_to_first: s0}",
            "after_match: {skip_to_last: s1}");
    Arbitrary<String> timeout = Arbitraries.of("", "", "", "on_timeout: alert");
    return Combinators.combine(within, gap, after, timeout).as(List::of);
  }

  @Provide
  Arbitrary<List<Sketch>> sketches() {
    Arbitrary<Sketch> single = sketch(Arbitraries.just(List.of()));
    Arbitrary<Sketch> nested = sketch(single.list().ofMinSize(1).ofMaxSize(3));
    Arbitrary<Sketch> deep =
        sketch(
            Arbitraries.frequencyOf(Tuple.of(3, single), Tuple.of(1, nested))
                .list()
                .ofMinSize(1)
                .ofMaxSize(2));
    return Arbitraries.frequencyOf(Tuple.of(6, single), Tuple.of(2, nested), Tuple.of(1, deep))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static Arbitrary<Sketch> sketch(Arbitrary<List<Sketch>> group) {
    Arbitrary<String> contiguity =
        Arbitraries.of(
            "next",
            "next",
            "followed_by",
            "followed_by",
            "followed_by_any",
            "not_next",
            "not_followed_by");
    Arbitrary<String> times =
        Arbitraries.of(
            "",
            "",
            "",
            "times: 1",
            "times: 3",
            "times: 2+",
            "times: 1+",
            "times: 0..2",
            "times: 2..3");
    Arbitrary<String> optional = flag("optional");
    Arbitrary<String> greedy = flag("greedy");
    Arbitrary<String> inner =
        Arbitraries.of("", "", "", "", "consecutive: true", "allow_combinations: true");
    Arbitrary<String> until = Arbitraries.of("", "", "until: pm25 > 9");
    return Combinators.combine(contiguity, times, optional, greedy, inner, until, group)
        .as(
            (kind, n, o, g, i, u, stages) -> {
              List<String> lines = new ArrayList<>();
              if (!kind.startsWith("not") || n.equals("times: 3")) {
                lines.addAll(List.of(n, o, g, i, u));
              }
              if (stages.isEmpty()) {
                lines.add("where: pm25 > 1");
              }
              lines.removeIf(String::isEmpty);
              return new Sketch(kind, lines, stages);
            });
  }

  private static Arbitrary<String> flag(String name) {
    return Arbitraries.of("", "", "", "", name + ": true");
  }
}
