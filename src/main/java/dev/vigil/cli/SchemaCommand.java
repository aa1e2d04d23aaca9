package dev.vigil.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil schema}: prints the JSON Schema by which editors complete and underline. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of rule files or of the conf file, for editors.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  /** What there is a schema of. */
  enum Kind {
    RULE,
    CONF
  }

  @Spec private CommandSpec spec;

  @Parameters(arity = "1", paramLabel = "rule|conf", description = "Which one.")
  private Kind kind = Kind.RULE;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  SchemaCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text(kind));
    out.flush();
    return 0;
  }

  private static String text(Kind kind) throws IOException {
    String name = "/schema/" + kind.name().toLowerCase(Locale.ROOT) + ".schema.json";
    try (InputStream in = SchemaCommand.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
