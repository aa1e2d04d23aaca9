package dev.vigil.cli;

import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.match.PeerSuite;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The suites beside other engines, which are in no jar of the product. */
@Command(
    name = "peers",
    description = "Measures Vigil beside Esper and Siddhi; fails if matches differ.",
    mixinStandardHelpOptions = true)
final class PeersCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "Short measurements: minutes in place of hours.")
  private boolean quick;

  @Mixin private FigureOptions figures = new FigureOptions();

  @Spec private CommandSpec spec;

  private PeersCommand() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PeersCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    return figures.run(PeerSuite.all(), quick ? Budget.QUICK : Budget.FULL, spec);
  }
}
