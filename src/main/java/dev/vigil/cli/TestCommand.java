package dev.vigil.cli;

import dev.vigil.ruletest.JunitReport;
import dev.vigil.ruletest.RuleTest;
import dev.vigil.ruletest.RuleTestFile;
import dev.vigil.ruletest.RuleTestFiles;
import dev.vigil.ruletest.RuleTestResult;
import dev.vigil.ruletest.RuleTestRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code vigil test}: plays readings to rules and says whether the right alerts come. */
@Command(
    name = "test",
    description =
        "Test rules: readings are played through the operators of the job, and the alerts that"
            + " come are held against those expected.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every test holds",
      "1:a test failed, or a file is wrong",
      "2:wrong usage",
      "3:there are warnings, under --strict"
    })
final class TestCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int WARNINGS = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description =
          "Where the streams are declared for tests that declare none (default:"
              + " ${DEFAULT-VALUE}).")
  private Path conf = Path.of("conf/vigil.yaml");

  @Option(
      names = "--run",
      paramLabel = "REGEX",
      converter = Regex.class,
      description = "Only tests in whose name this is found.")
  private Pattern run = Pattern.compile("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results as JUnit's XML too.")
  private @Nullable Path junit;

  @Option(names = "--strict", description = "Exit with 3 where there are warnings.")
  private boolean strict;

  @Option(names = "--watch", description = "Test again whenever a file changes, until Ctrl-C.")
  private boolean watch;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files of tests, or folders of them: *_test.yaml.")
  private List<Path> paths = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  TestCommand() {}

  @Override
  public Integer call() throws Exception {
    Logging.errorsOnly(); // Flink tells much about each job
    try (RuleTestRunner runner = new RuleTestRunner()) {
      return watch ? watch(runner) : once(runner, null);
    }
  }

  private int watch(RuleTestRunner runner) throws Exception {
    int code = 0;
    try (FileWatch files = new FileWatch()) {
      files.add(paths);
      files.add(List.of(conf));
      while (!Thread.currentThread().isInterrupted()) {
        code = once(runner, files);
        files.add(paths);
        say("watching, until Ctrl-C");
        files.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return code;
  }

  /** Reads all files and runs all tests; what it reads is watched from then on. */
  private int once(RuleTestRunner runner, @Nullable FileWatch files) throws Exception {
    try {
      RuleTestFiles read = RuleTestFiles.read(paths, conf);
      if (files != null) {
        files.add(read.sources());
      }
      return run(runner, read);
    } catch (NoSuchFileException e) {
      return refuse("no such file: " + e.getFile());
    } catch (IOException | UncheckedIOException e) {
      return refuse("cannot be read or written: " + e.getMessage());
    }
  }

  private int run(RuleTestRunner runner, RuleTestFiles read) throws Exception {
    if (read.read() == 0) {
      return refuse("no *_test.yaml in " + paths);
    }
    PrintWriter out = spec.commandLine().getOut();
    TestReport report = json ? new TestReport.Json(out) : new TestReport.Text(out);
    report.findings(read);
    List<Future<RuleTestResult>> running = new ArrayList<>();
    for (RuleTestFile file : read.files()) {
      for (RuleTest test : file.tests()) {
        if (run.matcher(test.name()).find()) {
          running.add(runner.submit(file, test));
        }
      }
    }
    List<RuleTestResult> results = new ArrayList<>();
    for (Future<RuleTestResult> one : running) {
      RuleTestResult result = one.get();
      results.add(result);
      report.result(result);
    }
    report.end(results, read);
    if (junit != null) {
      JunitReport.write(junit, results, read.diagnostics());
    }
    if (read.errors() > 0 || !results.stream().allMatch(RuleTestResult::holds)) {
      return FAILED;
    }
    if (results.isEmpty()) {
      return refuse("no test has a name with '" + run + "'");
    }
    return strict && read.warnings() > 0 ? WARNINGS : 0;
  }

  /** A pattern, or what is wrong with it in a line. */
  static final class Regex implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new TypeConversionException(
            "'" + text + "' is no regular expression: " + e.getDescription());
      }
    }
  }

  private int refuse(String why) {
    say(why);
    return FAILED;
  }

  private void say(String what) {
    spec.commandLine().getErr().println(what);
    spec.commandLine().getErr().flush();
  }
}
