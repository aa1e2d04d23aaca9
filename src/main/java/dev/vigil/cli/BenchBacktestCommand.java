package dev.vigil.cli;

import dev.vigil.backtest.History;
import dev.vigil.backtest.HistoryChoice;
import dev.vigil.bench.backtest.BacktestSuite;
import dev.vigil.bench.suite.Budget;
import dev.vigil.conf.Conf;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil bench backtest}. */
@Command(
    name = "backtest",
    description = {
      "Measure a backtest in readings per second.",
      "Three figures: the backtest (backtest), the same replay without a rule (read), and the same files"
          + " parsed in a loop without Flink (parse)."
    },
    mixinStandardHelpOptions = true)
final class BenchBacktestCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "[STREAM=]FILE",
      description = "Readings, as vigil backtest takes them.")
  private List<String> data = List.of();

  @Mixin private ConfOption conf = new ConfOption();

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "The stream whose readings these are, where conf has several.")
  private List<String> streams = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Measurements after the first, of which the median counts (default: 5).")
  private int rounds = 5;

  @Mixin private ParallelismOption parallelism = new ParallelismOption();

  @Mixin private FigureOptions figures = new FigureOptions();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  BenchBacktestCommand() {}

  @Override
  public Integer call() throws Exception {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds must be above 0");
    }
    int subtasks = parallelism.value(spec);
    Budget budget = new Budget(Budget.FULL.seconds(), rounds, Budget.FULL.extent());
    try {
      return figures.run(List.of(suite(subtasks)), budget, spec);
    } catch (ConfOption.Unusable | History.Unfit e) {
      return failed(String.valueOf(e.getMessage()).strip());
    } catch (NoSuchFileException e) {
      return failed("no such file: " + e.getFile());
    } catch (IOException e) {
      return failed("cannot be read: " + e.getMessage());
    }
  }

  private BacktestSuite suite(int subtasks) throws IOException, ConfOption.Unusable, History.Unfit {
    Conf read = conf.read();
    RuleFiles rules = RuleFiles.read(paths, read.catalog());
    if (rules.errors() > 0) {
      throw new History.Unfit(DiagnosticRenderer.render(rules.diagnostics()).strip());
    }
    History history =
        new HistoryChoice(read, streams, data, Optional.empty()).history(List.of(rules.rules()));
    return new BacktestSuite(history, rules.rules(), subtasks);
  }

  private int failed(String why) {
    spec.commandLine().getErr().println(why);
    spec.commandLine().getErr().flush();
    return FAILED;
  }
}
