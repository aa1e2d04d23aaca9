package dev.vigil.cli;

import dev.vigil.bench.MatchBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code vigil bench sequences}. */
@Command(
    name = "sequences",
    description = {
      "The same with sequences over ten metrics that need the whole of an NFA: loops, branches, and"
          + " conditions over what was taken.",
      "Fails if the engines' matches differ."
    },
    mixinStandardHelpOptions = true)
final class BenchSequencesCommand implements Callable<Integer> {
  @Mixin private EngineFigures figures = new EngineFigures();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  BenchSequencesCommand() {}

  @Override
  public Integer call() throws Exception {
    return figures.run(MatchBench::sequences, spec);
  }
}
