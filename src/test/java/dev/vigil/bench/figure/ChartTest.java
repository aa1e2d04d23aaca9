package dev.vigil.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class ChartTest {
  private static final Plot BY_RULES =
      Plot.of("Rates & <rules>", "rules", "readings_per_s")
          .series("engine")
          .logarithmicX()
          .logarithmicY();

  private static Figure figure(String engine, Object rules, double rate) {
    return Figure.of("match").at("engine", engine).at("rules", rules).value("readings_per_s", rate);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Document svg, String tag) {
    NodeList nodes = svg.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static List<Double> numbers(Document svg, String tag, String attribute) {
    NodeList nodes = svg.getElementsByTagName(tag);
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      numbers.add(
          Double.parseDouble(nodes.item(i).getAttributes().getNamedItem(attribute).getNodeValue()));
    }
    return numbers;
  }

  @Test
  void numbers_areLinesFromLeftToRight_withDecadesOnLogarithmicAxes() throws Exception {
    Document svg =
        parse(
            Chart.svg(
                    BY_RULES,
                    List.of(
                        figure("vigil", 100, 1e6),
                        figure("vigil", 1, 1e6),
                        figure("static", 1, 1e5),
                        figure("static", 100, 1_000)))
                .orElseThrow());

    assertThat(texts(svg, "text"))
        .contains("Rates & <rules>", "vigil", "static", "1", "10", "100", "1,000", "100 k", "1 M");
    assertThat(texts(svg, "title"))
        .containsExactly(
            "vigil 1: 1000000", "vigil 100: 1000000", "static 1: 100000", "static 100: 1000");
    List<Double> heights = numbers(svg, "circle", "cy");
    assertThat(heights.get(0)).isEqualTo(heights.get(1)).isLessThan(heights.get(2));
    // A decade above the bottom, and at it.
    double decade = (heights.get(3) - heights.get(0)) / 3;
    assertThat(heights.get(3) - heights.get(2)).isCloseTo(2 * decade, within(0.3));
    List<Double> across = numbers(svg, "circle", "cx");
    assertThat(across.get(0)).isEqualTo(across.get(2)).isLessThan(across.get(1));
  }

  @Test
  void names_areBarsInTheOrderOfTheFigures() throws Exception {
    Document svg =
        parse(
            Chart.svg(
                    Plot.of("By interval", "rules", "readings_per_s"),
                    List.of(figure("a", "off", 200), figure("a", "10", 100)))
                .orElseThrow());

    assertThat(texts(svg, "title")).containsExactly("off: 200", "10: 100");
    List<Double> heights = numbers(svg, "rect", "height");
    assertThat(heights.get(1)).isCloseTo(2 * heights.get(2), within(0.3));
  }

  @Test
  void whatIsElsewhere_isNotDrawn() {
    Plot plot = BY_RULES.where("engine", "other");

    assertThat(Chart.svg(plot, List.of(figure("vigil", 1, 5)))).isEmpty();
  }

  @Test
  void zero_makesALogarithmicAxisLinear() {
    assertThat(Axis.of(List.of(0.0, 10.0), true).logarithmic()).isFalse();
    assertThat(Axis.of(List.of(3.0, 250.0), true).ticks()).containsExactly(1.0, 10.0, 100.0, 1e3);
    assertThat(Axis.of(List.of(3.0, 47.0), false).ticks())
        .containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0);
  }

  @Test
  void page_hasFactsPlotsAndTable_andNeedsNothingElse() throws Exception {
    Suite suite = new OneFigure();
    FiguresPage page = new FiguresPage(Map.of("Processor", "A & B"));
    List<Figure> figures = suite.run(Budget.TINY, new PrintWriter(new StringWriter()));
    page.add(suite.name(), suite.title(), suite.plots(), figures);

    assertThat(page.html())
        .contains("<dt>Processor</dt><dd>A &amp; B</dd>", "<h2 id=\"one\">one</h2>", "<svg")
        .contains("<th class=\"number\">readings_per_s</th>", "<td class=\"number\">1,234</td>")
        .doesNotContain("src=")
        .doesNotContain("href=\"http");
  }

  @Test
  void machine_saysWhatItIs() throws Exception {
    assertThat(Machine.facts())
        .containsKeys("Processor", "Cores", "Memory", "System", "Java")
        .containsEntry("Flink", "1.20.5");
    assertThat(Machine.facts().values()).noneMatch(String::isBlank);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  private static final class OneFigure implements Suite {
    @Override
    public String name() {
      return "one";
    }

    @Override
    public String title() {
      return "One figure";
    }

    @Override
    public List<Plot> plots() {
      return List.of(BY_RULES);
    }

    @Override
    public List<Figure> run(Budget budget, PrintWriter progress) {
      return List.of(figure("vigil", 1, 1_234));
    }
  }
}
