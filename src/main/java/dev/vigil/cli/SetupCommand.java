package dev.vigil.cli;

import dev.vigil.setup.Kibana;
import dev.vigil.setup.Setup;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts in place what the job needs: once, before it runs. */
@Command(
    name = "setup",
    description = {
      "Put in place what the conf file names: topics, index templates, a dashboard.",
      "The dashboard is imported into --kibana. What is there already stays as it is."
    },
    mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {
  @Mixin private ConfOption conf = new ConfOption();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of the topics of readings; ${DEFAULT-VALUE} by default.")
  private int partitions = 4;

  @Option(
      names = "--kibana",
      paramLabel = "URL",
      description = "Kibana's address; without it nothing is imported.")
  private @Nullable URI kibana;

  @Option(
      names = "--objects",
      paramLabel = "FILE",
      defaultValue = "kibana/vigil.ndjson",
      description = "What is imported; ${DEFAULT-VALUE} by default.")
  private Path objects = Path.of("kibana/vigil.ndjson");

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (partitions < 1) {
      throw new ParameterException(spec.commandLine(), "--partitions must be positive");
    }
    try {
      Setup.run(conf.read(), partitions).forEach(out::println);
      if (kibana != null) {
        out.println("Kibana: " + Kibana.importObjects(kibana, objects) + " objects imported");
      }
      out.flush();
      return 0;
    } catch (ConfOption.Unusable e) {
      err.print(e.getMessage());
      err.flush();
      return 1;
    } catch (IOException e) {
      out.flush();
      err.println("vigil setup: " + e.getMessage());
      err.flush();
      return 1;
    }
  }
}
