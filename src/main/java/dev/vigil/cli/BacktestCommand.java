package dev.vigil.cli;

import dev.vigil.backtest.History;
import dev.vigil.backtest.HistoryChoice;
import dev.vigil.backtest.Replay;
import dev.vigil.backtest.Replayed;
import dev.vigil.backtest.Study;
import dev.vigil.backtest.Sweep;
import dev.vigil.conf.Conf;
import dev.vigil.demo.Screen;
import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.io.kafka.KafkaRange;
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
import java.util.TreeSet;
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

/** {@code vigil backtest}: what rules would have said of history. */
@Command(
    name = "backtest",
    description = {
      "Replay history, and tell what the rules would have said.",
      "It goes through the operators of production, as fast as it goes."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the history was replayed",
      "1:a rule is wrong or failed, or a file cannot be read or written",
      "2:wrong usage"
    })
final class BacktestCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Rule files, or folders of them.")
  private List<Path> paths = List.of();

  @Option(
      names = "--data",
      arity = "1..*",
      paramLabel = "[STREAM=]FILE",
      description =
          "Readings, oldest file first: .csv with a header, or .ndjson; .gz too. "
              + "Of several streams: air=air.csv rain=rain.csv. All that follows is data: name the "
              + "rules first.")
  private List<String> data = List.of();

  @Option(
      names = "--kafka",
      paramLabel = "RANGE",
      description =
          "What the streams' topics hold: 24h, the last 24 hours; 2026-01-01..2026-02-01T12:00Z, by "
              + "the time of the records; 100..200, by offset; either side may be left out.")
  private @Nullable String kafka;

  @Mixin private ConfOption conf = new ConfOption();

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description =
          "The stream whose readings these are, where conf has several. With --kafka it may be given "
              + "again; by default all are read that the rules read.")
  private List<String> streams = List.of();

  @Mixin private ParallelismOption parallelism = new ParallelismOption();

  @Option(
      names = "--against",
      paramLabel = "OLD",
      description =
          "Rule files or folders as they were: tells which alerts the change adds and removes, "
              + "by rule, key and first reading.")
  private List<Path> against = List.of();

  @Option(
      names = "--sweep",
      paramLabel = "NAME=FROM..TO:STEP",
      description =
          "Try values of a number that rules name in 'let': threshold=35..150:5 for "
              + "let: {threshold: 75}. A table row a value; all of them in one pass.")
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
    int subtasks = parallelism.value(spec);
    if (data.isEmpty() && kafka == null) {
      throw new ParameterException(spec.commandLine(), "history is needed: --data or --kafka");
    }
    if (sweep != null && !against.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--sweep or --against, one at a time");
    }
    Optional<KafkaRange> range = Optional.ofNullable(kafka).map(this::range);
    Optional<Sweep> values = Optional.ofNullable(sweep).map(this::sweep);
    Logging.errorsOnly(); // a failure is told once, in a line
    try {
      Conf read = conf.read();
      Catalog catalog = read.catalog();
      List<Rule> now = rules(paths, catalog);
      List<Rule> old = rules(against, catalog);
      History history = new HistoryChoice(read, streams, data, range).history(List.of(now, old));
      Study study = study(history, now, old, values);
      history.checkTopics();
      return run(history, study, subtasks);
    } catch (ConfOption.Unusable e) {
      return failed(String.valueOf(e.getMessage()).strip());
    } catch (NoSuchFileException e) {
      return failed("no such file: " + e.getFile());
    } catch (IOException | UncheckedIOException e) {
      return failed("cannot be read: " + e.getMessage());
    } catch (History.Unfit | ReportFile.Unwritable e) {
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

  private KafkaRange range(String text) {
    try {
      return KafkaRange.parse(text, System.currentTimeMillis());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Study study(History history, List<Rule> now, List<Rule> old, Optional<Sweep> values)
      throws History.Unfit {
    List<Rule> rules = concerned(now, history);
    if (values.isPresent()) {
      return Study.sweep(values.get(), rules, history.conf().catalog());
    }
    return against.isEmpty() ? Study.of(rules) : Study.against(concerned(old, history), rules);
  }

  /** The rules that are not off. */
  private List<Rule> rules(List<Path> files, Catalog catalog) throws IOException, History.Unfit {
    RuleFiles read = RuleFiles.read(files, catalog);
    if (read.errors() > 0) {
      throw new History.Unfit(DiagnosticRenderer.render(read.diagnostics()).strip());
    }
    if (!files.isEmpty() && read.rules().isEmpty()) {
      throw new History.Unfit(
          "no rule in " + files.stream().map(Path::toString).collect(Collectors.joining(", ")));
    }
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : read.rules()) {
      if (rule.mode() == Mode.OFF) {
        say("left out: " + rule.id() + " is off");
      } else {
        rules.add(rule);
      }
    }
    return rules;
  }

  /** The rules that these readings concern; of the others it is said why they are left out. */
  private List<Rule> concerned(List<Rule> rules, History history) {
    List<Rule> concerned = new ArrayList<>();
    for (Rule rule : rules) {
      List<String> missing =
          new ArrayList<>(new TreeSet<>(history.conf().readFor(rule.plan().streams())));
      int read = missing.size();
      missing.removeAll(history.streams());
      if (missing.size() == read) {
        say("left out: " + rule.id() + " reads no " + String.join(" and no ", history.streams()));
        continue;
      }
      if (!missing.isEmpty()) {
        say("incomplete: " + rule.id() + " reads " + String.join(" and ", missing) + " too");
      }
      concerned.add(rule);
    }
    return concerned;
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  private int failed(String why) {
    say(why);
    return FAILED;
  }

  private int run(History history, Study study, int subtasks)
      throws IOException, ReportFile.Unwritable {
    Replayed replayed;
    Optional<ReportFile> page = Optional.ofNullable(report).map(ReportFile::new);
    if (page.isPresent()) {
      page.get().prepare();
      study.draw(history);
    }
    Replay.Options options = new Replay.Options(subtasks, page.isPresent());
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
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(study.json(replayed));
    } else {
      study.tell(replayed, out);
    }
    out.flush();
    if (replayed.evaluated() == 0) {
      String why =
          replayed.firstDead().map(first -> "the first is " + first).orElse("there is none");
      say("no reading was evaluated: " + why);
    }
    if (page.isPresent()) {
      page.get().write(study, replayed);
    }
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
