package dev.vigil.cli;

import dev.vigil.backtest.History;
import dev.vigil.backtest.Replay;
import dev.vigil.backtest.Replayed;
import dev.vigil.backtest.Study;
import dev.vigil.backtest.Sweep;
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
import picocli.CommandLine.Mixin;
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

  @Mixin private ConfOption conf = new ConfOption();

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

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description = {
        "Rule files or folders as they were: tells which alerts the change adds and removes,",
        "by rule, key and first reading."
      })
  private List<Path> against = List.of();

  @Option(
      names = "--sweep",
      paramLabel = "NAME=FROM..TO:STEP",
      description = {
        "Try values of a number that rules name in 'let': threshold=35..150:5 for",
        "let: {threshold: 75}. A table row a value; all of them in one pass."
      })
  private @Nullable String sweep;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a page with charts as well: out.html. It needs no network.")
  private @Nullable Path report;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  BacktestCommand() {}

  @Override
  public Integer call() {
    if (parallelism < 1) {
      throw new ParameterException(spec.commandLine(), "--parallelism must be above 0");
    }
    if (sweep != null && !against.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--sweep or --against, one at a time");
    }
    Optional<Sweep> values = Optional.ofNullable(sweep).map(this::sweep);
    Logging.errorsOnly(); // a failure is told once, in a line
    try {
      History history = History.of(conf.read(), Optional.ofNullable(stream), data);
      return run(history, study(history, values));
    } catch (ConfOption.Unusable e) {
      return failed(String.valueOf(e.getMessage()).strip());
    } catch (NoSuchFileException e) {
      return failed("no such file: " + e.getFile());
    } catch (IOException | UncheckedIOException e) {
      return failed("cannot be read: " + e.getMessage());
    } catch (History.Unfit e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private Sweep sweep(String text) {
    try {
      return Sweep.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Study study(History history, Optional<Sweep> values) throws IOException, History.Unfit {
    Catalog catalog = Catalog.of(history.conf().schemas());
    List<Rule> rules = rules(paths, history, catalog);
    if (values.isPresent()) {
      return Study.sweep(values.get(), rules, catalog);
    }
    return against.isEmpty()
        ? Study.of(rules)
        : Study.against(rules(against, history, catalog), rules);
  }

  /** The rules that these readings concern; of the others it is said why they are left out. */
  private List<Rule> rules(List<Path> files, History history, Catalog catalog)
      throws IOException, History.Unfit {
    RuleFiles read = RuleFiles.read(files, catalog);
    if (read.errors() > 0) {
      throw new History.Unfit(DiagnosticRenderer.render(read.diagnostics()).strip());
    }
    List<Rule> rules = new ArrayList<>();
    PrintWriter err = spec.commandLine().getErr();
    for (Rule rule : read.rules()) {
      if (rule.mode() == Mode.OFF) {
        err.println("left out: " + rule.id() + " is off");
      } else if (!rule.plan().streams().contains(history.stream().name())) {
        err.println("left out: " + rule.id() + " reads no " + history.stream().name());
      } else {
        rules.add(rule);
      }
    }
    err.flush();
    return rules;
  }

  private int failed(String why) {
    spec.commandLine().getErr().println(why);
    spec.commandLine().getErr().flush();
    return FAILED;
  }

  private int run(History history, Study study) throws IOException {
    Replayed replayed;
    if (report != null) {
      study.draw(history);
    }
    Replay.Options options = new Replay.Options(parallelism, report != null);
    try (Replay replay = new Replay(history, options, study.listener());
        Progress progress = new Progress(screen(), replay, history.bytes())) {
      progress.start();
      replayed = replay.run(study.variants());
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      return failed("vigil backtest: " + cause(e));
    }
    study.end(replayed);
    if (report != null) {
      study.write(report, replayed);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(study.json(replayed));
    } else {
      study.tell(replayed, out);
    }
    out.flush();
    return study.failed() ? FAILED : 0;
  }

  /** What is at the bottom of Flink's stack of failures. */
  private static String cause(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }

  /** Progress goes to standard error, so that the report can go to a file. */
  private Screen screen() {
    return new Screen(spec.commandLine().getErr(), Integer.getInteger("vigil.columns", 0));
  }
}
