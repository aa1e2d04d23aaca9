package dev.vigil.cli;

import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.event.Durations;
import dev.vigil.explain.DotDiagram;
import dev.vigil.explain.Explanation;
import dev.vigil.explain.SvgDiagram;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil explain}: says what a rule becomes, without running anything. */
@Command(
    name = "explain",
    description = "Say what a rule becomes: stages, Flink pattern, signals, index, state.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:said", "1:no such rule, or it is wrong", "2:wrong usage"})
final class ExplainCommand implements Callable<Integer> {
  private static final int WRONG = 1;

  @Spec private CommandSpec spec;

  @Mixin private ConfOption conf = new ConfOption();

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      description = "Where a rule named by its id is looked for (default: ${DEFAULT-VALUE}).")
  private Path rules = Path.of("rules");

  @Option(names = "--dot", description = "Print the stages for Graphviz instead.")
  private boolean dot;

  @Option(names = "--svg", paramLabel = "FILE", description = "Write a picture of the stages.")
  private @Nullable Path svg;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      description = "How often a key sends, to reckon the state by (default: ${DEFAULT-VALUE}).")
  private String every = "1m";

  @Parameters(arity = "1", paramLabel = "RULE", description = "A rule file, or a rule's id.")
  private String rule = "";

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  ExplainCommand() {}

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    long step = step(every, spec);
    try {
      return explain(conf.read(), step);
    } catch (ConfOption.Unusable e) {
      err.print(e.getMessage());
      return WRONG;
    } catch (NoSuchFileException e) {
      err.println("no such file: " + e.getFile());
      return WRONG;
    } catch (IOException e) {
      err.println("cannot be read or written: " + e.getMessage());
      return WRONG;
    } finally {
      err.flush();
    }
  }

  /** The milliseconds of a duration that is above zero. */
  static long step(String every, CommandSpec spec) {
    long millis = Durations.parse(every).orElse(0);
    if (millis <= 0) {
      throw new ParameterException(
          spec.commandLine(), "--every takes a duration such as 10s, not '" + every + "'");
    }
    return millis;
  }

  private int explain(Conf read, long step) throws IOException {
    Path file = Path.of(rule);
    boolean isFile = Files.exists(file);
    RuleFiles found = RuleFiles.read(List.of(isFile ? file : rules), read.catalog());
    PrintWriter err = spec.commandLine().getErr();
    List<Rule> chosen =
        found.rules().stream().filter(one -> isFile || one.id().equals(rule)).toList();
    if (chosen.isEmpty() || (isFile && found.errors() > 0)) {
      err.print(DiagnosticRenderer.render(found.diagnostics()));
    }
    if (chosen.isEmpty()) {
      if (!isFile) {
        err.println("no good rule '" + rule + "' in " + rules);
      }
      return WRONG;
    }
    if (svg != null && chosen.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "a picture is of one rule, " + file + " has " + chosen.size());
    }
    say(chosen, read.state().keyTtl().toMillis(), step);
    return found.errors() > 0 && isFile ? WRONG : 0;
  }

  private void say(List<Rule> chosen, long keyTtl, long step) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        chosen.stream()
            .map(one -> dot ? DotDiagram.of(one) : Explanation.of(one, keyTtl, step))
            .collect(Collectors.joining("\n")));
    out.flush();
    Optional<Path> picture = Optional.ofNullable(svg);
    if (picture.isPresent()) {
      Files.writeString(picture.get(), SvgDiagram.of(chosen.get(0)));
    }
  }
}
