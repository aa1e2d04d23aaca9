package dev.vigil.cli;

import dev.vigil.bench.MatchBench;
import dev.vigil.bench.MatchBench.Figure;
import dev.vigil.bench.MatchBench.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the suites that compare engines have in common: how long, and how it is told. */
final class EngineFigures {
  @Option(names = "--quick", description = "Short measurements; two minutes or less.")
  private boolean quick;

  @Option(names = "--json", description = "One line of JSON a figure.")
  private boolean json;

  /** Measures, and prints the figures. */
  int run(BiFunction<Settings, PrintWriter, MatchBench> suite, CommandSpec spec) throws Exception {
    Logging.errorsOnly(); // jobs that end in mid-checkpoint warn of it
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = quick ? Settings.QUICK : Settings.FULL;
    List<Figure> figures = suite.apply(settings, spec.commandLine().getErr()).run();
    if (json) {
      figures.forEach(figure -> out.println(figure.json()));
    } else {
      print(figures, out);
    }
    out.flush();
    return 0;
  }

  /** The figures come in threes: vigil, static, none. */
  private static void print(List<Figure> figures, PrintWriter out) {
    out.printf(
        "%n%5s %-7s %12s %12s %12s %14s %12s%n",
        "rules", "backend", "vigil", "static", "none", "vigil/static", "vigil/none");
    for (int i = 0; i < figures.size(); i += 3) {
      Figure vigil = figures.get(i);
      double ours = vigil.readingsPerSecond();
      double theirs = figures.get(i + 1).readingsPerSecond();
      double none = figures.get(i + 2).readingsPerSecond();
      out.printf(
          Locale.ROOT,
          "%5d %-7s %,12.0f %,12.0f %,12.0f %,13.1fx %12.2f%n",
          vigil.rules(),
          vigil.backend(),
          ours,
          theirs,
          none,
          ours / theirs,
          ours / none);
    }
  }
}
