package dev.vigil.cli;

import dev.vigil.backtest.History;
import dev.vigil.backtest.JsonReport;
import dev.vigil.backtest.Ledger;
import dev.vigil.backtest.Replay;
import dev.vigil.backtest.Replayed;
import dev.vigil.backtest.TextReport;
import dev.vigil.backtest.Variant;
import dev.vigil.conf.Conf;
import dev.vigil.demo.Screen;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Mode;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil backtest}: what rules would have said of history. */
@Command(
    name = "backtest",
    description = {
      "Replay history through the operators of production, as fast as it goes, and tell what the",
      "rules would have said."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the history was replayed",
      "1:a rule is wrong or failed, or a file cannot be read",
      "2:wrong usage"
    })
final class BacktestCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Readings, oldest file first: .csv with a header, or .ndjson; .gz too.",
        "All that follows is data: name the rules first."
      })
  private List<Path> data = List.of();

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Where the streams are declared (default: ${DEFAULT-VALUE}).")
  private Path conf = Path.of("conf/vigil.yaml");

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "The stream whose readings these are, where conf has several.")
  private @Nullable String stream;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of the matcher; one a processor by default.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  BacktestCommand() {}

  @Override
  public Integer call() {
    if (parallelism < 1) {
      throw new ParameterException(spec.commandLine(), "--parallelism must be above 0");
    }
    Logging.errorsOnly(); // a failure is told once, in a line
    try {
      Conf.Loaded loaded = Conf.load(conf);
      if (loaded.conf().isEmpty()) {
        return failed(DiagnosticRenderer.render(loaded.diagnostics()).strip());
      }
      History history = History.of(loaded.conf().get(), Optional.ofNullable(stream), data);
      RuleFiles rules = RuleFiles.read(paths, Catalog.of(loaded.conf().get().schemas()));
      if (rules.errors() > 0) {
        return failed(DiagnosticRenderer.render(rules.diagnostics()).strip());
      }
      return run(history, variants(rules.rules(), history));
    } catch (NoSuchFileException e) {
      return failed("no such file: " + e.getFile());
    } catch (IOException | UncheckedIOException e) {
      return failed("cannot be read: " + e.getMessage());
    } catch (History.Unfit e) {
      return failed("vigil backtest: " + e.getMessage());
    }
  }

  private int failed(String why) {
    spec.commandLine().getErr().println(why);
    spec.commandLine().getErr().flush();
    return FAILED;
  }

  /** The rules that these readings concern; of the others it is said why they are left out. */
  private List<Variant> variants(List<Rule> rules, History history) {
    List<Variant> variants = new ArrayList<>();
    PrintWriter err = spec.commandLine().getErr();
    for (Rule rule : rules) {
      if (rule.mode() == Mode.OFF) {
        err.println("left out: " + rule.id() + " is off");
      } else if (!rule.plan().streams().contains(history.stream().name())) {
        err.println("left out: " + rule.id() + " reads no " + history.stream().name());
      } else {
        variants.add(Variant.of(rule));
      }
    }
    err.flush();
    return variants;
  }

  private int run(History history, List<Variant> variants) throws IOException {
    Ledger ledger = new Ledger(variants);
    Replayed replayed;
    try (Replay replay = new Replay(history, new Replay.Options(parallelism, false), ledger);
        Progress progress = new Progress(screen(), replay, history.bytes())) {
      progress.start();
      replayed = replay.run(variants);
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      return failed("vigil backtest: " + cause(e));
    }
    ledger.end(replayed);
    tell(ledger, replayed);
    return ledger.setAside().isEmpty() ? 0 : FAILED;
  }

  /** What is at the bottom of Flink's stack of failures. */
  private static String cause(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }

  private void tell(Ledger ledger, Replayed replayed) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new JsonReport().history(replayed).rules(ledger).json());
    } else {
      TextReport report = new TextReport(out);
      report.history(replayed);
      report.rules(ledger, replayed);
      report.details(ledger, replayed);
    }
    out.flush();
  }

  /** Progress goes to standard error, so that the report can go to a file. */
  private Screen screen() {
    return new Screen(spec.commandLine().getErr(), Integer.getInteger("vigil.columns", 0));
  }
}
