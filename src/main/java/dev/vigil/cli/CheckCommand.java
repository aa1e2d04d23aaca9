package dev.vigil.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil check}: says all that is wrong with rule files, without running anything. */
@Command(
    name = "check",
    description = "Check rule files: every problem with its line, and what to do about it.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every rule is good",
      "1:there are errors",
      "2:wrong usage",
      "3:there are warnings, under --strict"
    })
final class CheckCommand implements Callable<Integer> {
  private static final int ERRORS = 1;
  private static final int WARNINGS = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Where the streams are declared (default: ${DEFAULT-VALUE}).")
  private Path conf = Path.of("conf/vigil.yaml");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--strict", description = "Exit with 3 where there are warnings.")
  private boolean strict;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
  private List<Path> paths = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  CheckCommand() {}

  @Override
  public Integer call() {
    try {
      Conf.Loaded loaded = Conf.load(conf);
      if (loaded.conf().isEmpty()) {
        spec.commandLine().getErr().print(DiagnosticRenderer.render(loaded.diagnostics()));
        return ERRORS;
      }
      Catalog catalog = Catalog.of(loaded.conf().get().schemas());
      return report(RuleFiles.read(paths, catalog));
    } catch (NoSuchFileException e) {
      spec.commandLine().getErr().println("no such file: " + e.getFile());
      return ERRORS;
    } catch (IOException | UncheckedIOException e) {
      spec.commandLine().getErr().println("cannot be read: " + e.getMessage());
      return ERRORS;
    }
  }

  private int report(RuleFiles checked) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(checked));
    } else {
      out.print(DiagnosticRenderer.render(checked.diagnostics()));
      out.println(
          Counted.of(checked.rules().size(), "rule")
              + " in "
              + Counted.of(checked.files(), "file")
              + ": "
              + Counted.of(checked.errors(), "error")
              + ", "
              + Counted.of(checked.warnings(), "warning"));
    }
    out.flush();
    if (checked.errors() > 0) {
      return ERRORS;
    }
    return strict && checked.warnings() > 0 ? WARNINGS : 0;
  }

  private static ObjectNode json(RuleFiles checked) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rules", checked.rules().size());
    json.put("files", checked.files());
    json.put("errors", checked.errors());
    json.put("warnings", checked.warnings());
    json.set("findings", FindingsJson.of(checked.diagnostics()));
    return json;
  }
}
