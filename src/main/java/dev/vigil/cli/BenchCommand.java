package dev.vigil.cli;

import dev.vigil.bench.MatchBench;
import dev.vigil.bench.MatchBench.Figure;
import dev.vigil.bench.MatchBench.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigil bench}: what this machine brings. */
@Command(
    name = "bench",
    description = "Measures Vigil on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchCommand.Match.class, BenchBacktestCommand.class},
    synopsisSubcommandLabel = "SUITE")
final class BenchCommand {
  private BenchCommand() {}

  /** {@code vigil bench match}. */
  @Command(
      name = "match",
      description = {
        "Readings per second at 1, 10 and 100 rules, beside the same rules as static CEP.pattern"
            + " operators and beside a job that does nothing.",
        "Fails if the engines' matches differ."
      },
      mixinStandardHelpOptions = true)
  static final class Match implements Callable<Integer> {
    @Option(names = "--quick", description = "Short measurements; under two minutes.")
    private boolean quick;

    @Option(names = "--json", description = "One line of JSON a figure.")
    private boolean json;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    Match() {}

    @Override
    public Integer call() throws Exception {
      Logging.errorsOnly(); // jobs that end in mid-checkpoint warn of it
      PrintWriter out = spec.commandLine().getOut();
      List<Figure> figures =
          new MatchBench(quick ? Settings.QUICK : Settings.FULL, spec.commandLine().getErr()).run();
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
}
