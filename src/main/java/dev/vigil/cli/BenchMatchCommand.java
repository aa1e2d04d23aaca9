package dev.vigil.cli;

import dev.vigil.bench.MatchBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vigil bench match}. */
@Command(
    name = "match",
    description = {
      "Readings per second at 1, 10 and 100 rules on one metric, beside the same rules as static"
          + " CEP.pattern operators and beside a job that does nothing.",
      "Fails if the engines' matches differ."
    },
    mixinStandardHelpOptions = true)
final class BenchMatchCommand implements Callable<Integer> {
  @Mixin private EngineFigures figures = new EngineFigures();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  BenchMatchCommand() {}

  @Override
  public Integer call() throws Exception {
    return figures.run(MatchBench::levels, spec);
  }
}
