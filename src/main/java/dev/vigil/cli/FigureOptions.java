package dev.vigil.cli;

import dev.vigil.bench.figure.Chart;
import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.FiguresCsv;
import dev.vigil.bench.figure.FiguresPage;
import dev.vigil.bench.figure.Machine;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where figures go: a table, or lines of JSON, and files of all suites. */
final class FigureOptions {
  @Option(names = "--json", description = "One line of JSON a figure, in place of the table.")
  private boolean json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "All figures as one table of comma-separated values.")
  private Optional<Path> csv = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "All figures as one page, with plots, the machine and the versions.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--plots",
      paramLabel = "DIR",
      description = "The plots as SVG files, SUITE-N.svg.")
  private Optional<Path> plots = Optional.empty();

  /**
   * Measures the suites, one after the other, and tells each one's figures when it is done: what
   * was measured is kept when a later suite fails.
   */
  int run(List<Suite> suites, Budget budget, CommandSpec spec) throws Exception {
    Logging.errorsOnly(); // jobs that end in mid-checkpoint warn of it
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = spec.commandLine().getErr();
    Map<Suite, List<Figure>> all = new LinkedHashMap<>();
    for (Suite suite : suites) {
      progress.println(suite.name() + ": " + suite.title());
      progress.flush();
      List<Figure> figures = suite.run(budget, progress);
      if (json) {
        figures.forEach(figure -> out.println(figure.json()));
      } else {
        suite.print(figures, out);
      }
      out.flush();
      all.put(suite, figures);
      write(all, budget);
    }
    return 0;
  }

  private void write(Map<Suite, List<Figure>> all, Budget budget) throws IOException {
    if (csv.isPresent()) {
      List<Figure> figures = all.values().stream().flatMap(List::stream).toList();
      Files.writeString(csv.get(), FiguresCsv.of(figures));
    }
    if (html.isPresent()) {
      FiguresPage page = new FiguresPage(facts(budget));
      all.forEach(
          (suite, figures) -> page.add(suite.name(), suite.title(), suite.plots(), figures));
      Files.writeString(html.get(), page.html());
    }
    if (plots.isPresent()) {
      Files.createDirectories(plots.get());
      for (Map.Entry<Suite, List<Figure>> suite : all.entrySet()) {
        writePlots(plots.get(), suite.getKey(), suite.getValue());
      }
    }
  }

  private static void writePlots(Path directory, Suite suite, List<Figure> figures)
      throws IOException {
    int number = 1;
    for (Plot plot : suite.plots()) {
      Optional<String> svg = Chart.svg(plot, figures);
      if (svg.isPresent()) {
        Files.writeString(directory.resolve(suite.name() + "-" + number + ".svg"), svg.get());
      }
      number++;
    }
  }

  private static Map<String, String> facts(Budget budget) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>(Machine.facts());
    facts.put("Vigil", Vigil.Version.text());
    facts.put("Date", LocalDate.now(ZoneId.systemDefault()).toString());
    facts.put("Settings", budget.words());
    return facts;
  }
}
