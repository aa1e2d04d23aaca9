package dev.vigil.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.plan.Plan;
import dev.vigil.plan.Stage;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * What is said of the shipped rules, and of a rule of every form, to the letter. {@code
 * -Dvigil.golden=write} writes the expectations anew, for review, those of new rules too.
 */
class ExplanationTest {
  private static final Path CASES = Path.of("src/test/resources/explain");
  private static final boolean WRITES = "write".equals(System.getProperty("vigil.golden"));
  private static final long WEEK = 7 * 86_400_000L;
  private static final long MINUTE = 60_000;

  private static Schema air() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("station", FieldType.STRING);
    for (String name : List.of("pm25", "pm10", "o3", "temperature", "humidity")) {
      fields.put(name, FieldType.DOUBLE);
    }
    fields.put("online", FieldType.BOOLEAN);
    return Schema.of("air", fields, List.of("station"));
  }

  private static List<Schema> rollups() throws IOException {
    return Conf.load(Path.of("conf/vigil.yaml")).conf().orElseThrow().rollups().stream()
        .map(rollup -> rollup.rollup().schema())
        .toList();
  }

  static List<Rule> rules() throws IOException {
    RuleFiles read =
        RuleFiles.read(
            List.of(Path.of("rules"), CASES.resolve("forms.yaml")),
            Catalog.of(air()).withDerived(rollups()));
    assertThat(read.errors()).as(DiagnosticRenderer.render(read.diagnostics())).isZero();
    return read.rules();
  }

  static Stream<String> ids() throws IOException {
    return rules().stream().map(Rule::id);
  }

  private static Rule rule(String id) throws IOException {
    return rules().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }

  /** The rules that something is expected of. */
  static Stream<String> expected() throws IOException {
    return WRITES ? ids() : ids().filter(id -> Files.exists(CASES.resolve(id + ".txt")));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void rule_isExplainedAsExpected(String id) throws IOException {
    hold(id + ".txt", Explanation.of(rule(id), WEEK, MINUTE));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void graph_isAsExpected(String id) throws IOException {
    hold(id + ".dot", DotDiagram.of(rule(id)));
  }

  private static void hold(String file, String said) throws IOException {
    Path expected = CASES.resolve(file);
    if (WRITES) {
      Files.writeString(expected, said, UTF_8);
    }
    assertThat(said).isEqualTo(Files.readString(expected, UTF_8));
  }

  @Test
  void everyExpectation_isOfARule() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      Set<String> expected =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".txt"))
              .map(name -> name.substring(0, name.length() - 4))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(ids().collect(Collectors.toSet())).containsAll(expected);
      assertThat(expected).hasSizeGreaterThan(25);
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void picture_isXmlWithABoxForEachStage_dashedWhereItMustNotCome(String id) throws Exception {
    Plan plan = rule(id).plan();
    Document picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(SvgDiagram.of(rule(id)))));
    List<Stage> all = flat(plan.stages()).toList();
    assertThat(classes(picture, "rect", "box"))
        .isEqualTo(1 + all.stream().filter(Stage.Single.class::isInstance).count());
    assertThat(classes(picture, "rect", "frame"))
        .isEqualTo(all.stream().filter(Stage.Group.class::isInstance).count());
    assertThat(classes(picture, "rect", "not"))
        .isEqualTo(all.stream().filter(stage -> stage.contiguity().isNegative()).count());
    assertThat(classes(picture, "path", "loop"))
        .isEqualTo(all.stream().filter(stage -> stage.quantifier().isLooping()).count());
  }

  @Test
  void stagesOfThePictures_areThoseOfGroupsToo() throws IOException {
    assertThat(flat(rule("sequence-with-group").plan().stages())).hasSize(6);
    assertThat(flat(rule("when-for").plan().stages())).hasSize(3);
  }

  private static Stream<Stage> flat(List<Stage> stages) {
    return stages.stream()
        .flatMap(
            stage ->
                stage instanceof Stage.Group group
                    ? Stream.concat(Stream.of(stage), flat(group.stages()))
                    : Stream.of(stage));
  }

  private static long classes(Document document, String element, String name) {
    NodeList found = document.getElementsByTagName(element);
    long count = 0;
    for (int i = 0; i < found.getLength(); i++) {
      String classes = ((Element) found.item(i)).getAttribute("class");
      count += List.of(classes.split(" ", -1)).contains(name) ? 1 : 0;
    }
    return count;
  }

  @Test
  void stateOfARule_growsWithItsWindows_andNotWithTheRestOfTheHistory() throws IOException {
    Plan base = rule("pm25-spike-then-drop").plan();
    StateCost slow = StateCost.of(base, MINUTE);
    StateCost fast = StateCost.of(base, MINUTE / 60);
    // 30 minutes of median at 24 bytes: 31 readings and 1801.
    assertThat(slow.parts().get(0).bytes()).isEqualTo(31 * 24);
    assertThat(fast.parts().get(0).bytes()).isEqualTo(1801 * 24);
    assertThat(slow.bytes())
        .isEqualTo(slow.parts().stream().mapToLong(StateCost.Part::bytes).sum());
    Plan run = rule("pm25-sustained").plan();
    assertThat(StateCost.of(run, 1).bytes()).isEqualTo(StateCost.of(run, MINUTE).bytes());
  }
}
