package dev.vigil.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The command line's root. A subcommand is one class beside this one and its line in {@code
 * subcommands}.
 */
@Command(
    name = "vigil",
    description = "Rules in YAML, evaluated on streams of readings, to alerts.",
    mixinStandardHelpOptions = true,
    versionProvider = Vigil.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CheckCommand.class,
      TestCommand.class,
      RunCommand.class,
      PublishCommand.class,
      RulesCommand.class,
      BenchCommand.class,
      DemoCommand.class,
      SetupCommand.class
    })
public final class Vigil {
  private Vigil() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** All commands; a test asks it what there is. */
  static CommandLine commandLine() {
    return new CommandLine(new Vigil());
  }

  /** The version that the jar's manifest tells. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Vigil.class.getPackage().getImplementationVersion();
      return new String[] {version == null ? "vigil (not packaged)" : "vigil " + version};
    }
  }
}
