package dev.vigil.cli;

import dev.vigil.backtest.Replay;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code --parallelism} of a replay. */
final class ParallelismOption {
  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Subtasks of the matcher, 1 to "
              + Replay.Options.MOST
              + "; by default one a processor, but for one that reads.")
  private int parallelism = Replay.Options.PARALLELISM;

  /**
   * What was said.
   *
   * @param spec of the command
   */
  int value(CommandSpec spec) {
    if (parallelism < 1 || parallelism > Replay.Options.MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "--parallelism is 1 to " + Replay.Options.MOST + ", not " + parallelism);
    }
    return parallelism;
  }
}
