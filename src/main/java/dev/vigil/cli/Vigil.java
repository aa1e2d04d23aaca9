package dev.vigil.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
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
      BacktestCommand.class,
      ExplainCommand.class,
      SchemaCommand.class,
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
    CommandLine vigil = new CommandLine(new Vigil());
    // Set, so that the commands share them: they keep what has no end of line until they are told.
    vigil.setOut(new PrintWriter(System.out, true, Charset.defaultCharset()));
    vigil.setErr(new PrintWriter(System.err, true, Charset.defaultCharset()));
    vigil.setCaseInsensitiveEnumValuesAllowed(true);
    vigil.setExecutionStrategy(
        parsed -> {
          try {
            return new CommandLine.RunLast().execute(parsed);
          } finally {
            vigil.getOut().flush();
            vigil.getErr().flush();
          }
        });
    return vigil;
  }

  /** The version that the jar's manifest tells. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"vigil " + text()};
    }

    static String text() {
      String version = Vigil.class.getPackage().getImplementationVersion();
      return version == null ? "(not packaged)" : version;
    }
  }
}
