package dev.vigil.cli;

import picocli.CommandLine.Command;

/** {@code vigil bench}: what this machine brings. */
@Command(
    name = "bench",
    description = "Measures Vigil on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchMatchCommand.class,
      BenchSequencesCommand.class,
      BenchBacktestCommand.class
    },
    synopsisSubcommandLabel = "SUITE")
final class BenchCommand {
  private BenchCommand() {}
}
