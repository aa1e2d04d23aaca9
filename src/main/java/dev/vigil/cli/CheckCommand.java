package dev.vigil.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.event.Durations;
import dev.vigil.explain.StateCost;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private ConfOption conf = new ConfOption();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(names = "--strict", description = "Exit with 3 where there are warnings.")
  private boolean strict;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say also how much state each rule keeps for a key.")
  private boolean verbose;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "How often a key sends, to reckon the state by (default: ${DEFAULT-VALUE}).")
  private String every = "1m";

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
  private List<Path> paths = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  CheckCommand() {}

  @Override
  public Integer call() {
    long step = ExplainCommand.step(every, spec);
    try {
      Conf read = conf.read();
      Catalog catalog = read.catalog().withLints(read.state().keyTtl().toMillis());
      return report(RuleFiles.read(paths, catalog), step);
    } catch (ConfOption.Unusable e) {
      spec.commandLine().getErr().print(e.getMessage());
      return ERRORS;
    } catch (NoSuchFileException e) {
      spec.commandLine().getErr().println("no such file: " + e.getFile());
      return ERRORS;
    } catch (IOException | UncheckedIOException e) {
      spec.commandLine().getErr().println("cannot be read: " + e.getMessage());
      return ERRORS;
    }
  }

  private int report(RuleFiles checked, long step) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(checked, step));
    } else {
      out.print(DiagnosticRenderer.render(checked.diagnostics()));
      if (verbose) {
        checked.rules().forEach(rule -> out.println(cost(rule, step)));
      }
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

  /** {@code pm25-sustained: about 1544 bytes a key, at a reading every 1m}. */
  private static String cost(Rule rule, long step) {
    return rule.id()
        + ": about "
        + StateCost.of(rule.plan(), step).bytes()
        + " bytes a key, at a reading every "
        + Durations.format(step);
  }

  private static ObjectNode json(RuleFiles checked, long step) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rules", checked.rules().size());
    json.put("files", checked.files());
    json.put("errors", checked.errors());
    json.put("warnings", checked.warnings());
    ArrayNode costs = json.putArray("costs");
    for (Rule rule : checked.rules()) {
      StateCost cost = StateCost.of(rule.plan(), step);
      ObjectNode shown = costs.addObject();
      shown.put("rule", rule.id());
      shown.put("bytes_per_key", cost.bytes());
      ArrayNode parts = shown.putArray("parts");
      cost.parts()
          .forEach(part -> parts.addObject().put("what", part.what()).put("bytes", part.bytes()));
    }
    json.set("findings", FindingsJson.of(checked.diagnostics()));
    return json;
  }
}
