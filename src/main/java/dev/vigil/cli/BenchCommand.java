package dev.vigil.cli;

import dev.vigil.bench.Suites;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil bench}: what this machine brings. */
@Command(
    name = "bench",
    description = {
      "Measure Vigil on this machine.",
      "What is compared takes turns, and the median counts; a suite fails if matches differ."
    },
    mixinStandardHelpOptions = true,
    subcommands = BenchBacktestCommand.class,
    synopsisSubcommandLabel = "[backtest …]")
final class BenchCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Parameters(
      arity = "0..*",
      paramLabel = "SUITE",
      completionCandidates = Names.class,
      description = "What is measured: ${COMPLETION-CANDIDATES}.")
  private List<String> names = List.of();

  @Option(names = "--quick", description = "Short measurements: minutes in place of hours.")
  private boolean quick;

  @Mixin private FigureOptions figures = new FigureOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  BenchCommand() {}

  @Override
  public Integer call() throws Exception {
    if (names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "which suite? one or more of " + String.join(", ", new Names()));
    }
    return figures.run(suites(), quick ? Budget.QUICK : Budget.FULL, spec);
  }

  private List<Suite> suites() {
    if (names.contains(ALL)) {
      return Suites.ALL;
    }
    List<Suite> suites = new ArrayList<>();
    for (String name : names) {
      suites.add(
          Suites.named(name)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "no suite " + name + "; there are " + String.join(", ", new Names()))));
    }
    return suites;
  }

  /** What may stand for SUITE. */
  private static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(Suites.ALL.stream().map(Suite::name), Stream.of(ALL)).iterator();
    }
  }
}
