package dev.vigil.cli;

import dev.vigil.bench.Budget;
import dev.vigil.bench.Figure;
import dev.vigil.bench.FiguresCsv;
import dev.vigil.bench.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * Measures the suites, one after the other, and tells each one's figures when it is done: what
   * was measured is kept when a later suite fails.
   */
  int run(List<Suite> suites, Budget budget, CommandSpec spec) throws Exception {
    Logging.errorsOnly(); // jobs that end in mid-checkpoint warn of it
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter progress = spec.commandLine().getErr();
    List<Figure> all = new ArrayList<>();
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
      all.addAll(figures);
      write(all);
    }
    return 0;
  }

  private void write(List<Figure> figures) throws IOException {
    if (csv.isPresent()) {
      Files.writeString(csv.get(), FiguresCsv.of(figures));
    }
  }
}
