package dev.vigil.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.alert.Alert;
import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Source;
import dev.vigil.event.Event;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.RuleParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sequences as rules of one job, and each as a plain Flink pattern written apart: the job's
 * matches are those of Flink's own operator, in any order of arrival within the bound.
 */
class RandomSequencesTest {
  private static final int BATCHES = 6;
  private static final int SKETCHES = 100;
  private static final int LEAST = 75;
  private static final long BOUND = 2_500;

  @RegisterExtension static final MiniClusterExtension FLINK = MatchJob.flink();

  private static final TypeSerializer<Observation> SERIALIZER =
      TypeInformation.of(Observation.class).createSerializer(new SerializerConfigImpl());

  static IntStream batches() {
    return IntStream.range(0, BATCHES);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void jobsMatches_ofRandomSequences_areThoseOfPlainPatterns(int batch) throws Exception {
    Random random = new Random(1_000 + batch);
    boolean iterative = batch % 2 == 0;
    Map<String, Sketch> sketches = accepted(random, iterative);
    List<Observation> readings = Sketches.readings(random, 3, 15, !iterative);
    List<Event> events = readings.stream().map(Cases::event).toList();
    Map<String, String> rules = new LinkedHashMap<>();
    sketches.forEach((id, sketch) -> rules.put(id, sketch.yaml(id)));
    MatchJob job = new MatchJob(Cases.CATALOG, 2);
    Map<String, List<Found>> inOrder =
        found(job.run(rules, Input.sorted(events, Event::timestamp)));
    Map<String, List<Found>> disordered =
        found(job.run(rules, Input.disordered(events, Event::timestamp, BOUND, random)));
    int matches = 0;
    int withMatches = 0;
    for (Map.Entry<String, Sketch> entry : sketches.entrySet()) {
      Sketch sketch = entry.getValue();
      List<Found> expected =
          new PlainCep<>(SketchPattern.of(sketch), SERIALIZER, Observation::key, Observation::index)
                  .run(
                      Input.finest(readings, Observation::timestamp, sketch.within() * 1_000L),
                      sketch.timeouts())
                  .stream()
                  .sorted()
                  .toList();
      String told = rules.get(entry.getKey()) + "on " + readings;
      assertThat(inOrder.getOrDefault(entry.getKey(), List.of()))
          .as("%s", told)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(disordered.getOrDefault(entry.getKey(), List.of()))
          .as("disordered: %s", told)
          .containsExactlyInAnyOrderElementsOf(expected);
      matches += expected.size();
      withMatches += expected.isEmpty() ? 0 : 1;
    }
    assertThat(sketches).hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(withMatches).isGreaterThan(LEAST / 2);
    assertThat(matches).isGreaterThan(500);
  }

  @Test
  void sequences_thatFlinkRefuses_areRefusedByTheParser() {
    Random random = new Random(5);
    int refused = 0;
    TreeSet<String> codes = new TreeSet<>();
    for (int i = 0; i < 2_000; i++) {
      Sketch sketch = Sketches.draw(random, i % 2 == 0);
      Parsed parsed = parse(sketch, "r");
      if (isRefusedByFlink(sketch)) {
        refused++;
        assertThat(parsed.hasErrors()).as(sketch.yaml("r")).isTrue();
      } else {
        parsed.diagnostics().stream().map(Diagnostic::code).forEach(codes::add);
      }
    }
    assertThat(refused).isGreaterThan(100);
    // What Flink would take and Vigil does not: what never ends, and what nothing would match.
    assertThat(codes).isSubsetOf("unbounded-sequence", "empty-match");
  }

  private static Map<String, Sketch> accepted(Random random, boolean iterative) {
    Map<String, Sketch> sketches = new LinkedHashMap<>();
    for (int i = 0; i < SKETCHES; i++) {
      Sketch sketch = Sketches.draw(random, iterative);
      if (!isRefusedByFlink(sketch) && !parse(sketch, "r" + i).hasErrors()) {
        sketches.put("r" + i, sketch);
      }
    }
    return sketches;
  }

  private static boolean isRefusedByFlink(Sketch sketch) {
    try {
      Pattern<Observation, ?> pattern = SketchPattern.of(sketch);
      return NFACompiler.compileFactory(pattern, false).createNFA().getStates().isEmpty();
    } catch (RuntimeException e) {
      return true;
    }
  }

  private static Parsed parse(Sketch sketch, String id) {
    return RuleParser.parse(new Source(id, sketch.yaml(id)), Cases.CATALOG);
  }

  private static Map<String, List<Found>> found(List<Alert> alerts) {
    Map<String, List<Found>> found = new LinkedHashMap<>();
    for (Alert alert : alerts) {
      found.computeIfAbsent(alert.rule(), unused -> new ArrayList<>()).add(Cases.found(alert));
    }
    return found;
  }
}
