package dev.vigil.cli;

import dev.vigil.io.Intake;
import dev.vigil.job.Submission;
import dev.vigil.servers.LocalFlink;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the whole job in this process, against the servers that conf names. */
@Command(
    name = "run",
    description = "Run the job in this process, against the servers that the conf file names.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final int PORT = 8081;
  private static final long STOP_SECONDS = 20;

  @Mixin private ConfOption conf = new ConfOption();

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Subtasks of each operator; parallelism.default in conf's flink by default, else one a"
              + " processor.")
  private @Nullable Integer parallelism;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description = "A savepoint or checkpoint to go on from.")
  private @Nullable String from;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (parallelism != null && parallelism < 1) {
      throw new ParameterException(spec.commandLine(), "--parallelism must be above 0");
    }
    Submission submission;
    Configuration settings;
    try {
      submission = Submission.read(conf.file());
      submission.checkFiles();
      settings = submission.settings(given());
      settings.addAll(asked());
      submission.prepare(settings);
    } catch (Submission.Refusal e) {
      err.print(e.getMessage());
      err.flush();
      return 1;
    } catch (NoSuchFileException e) {
      err.println("vigil run: there is no file " + e.getMessage());
      err.flush();
      return 1;
    } catch (IOException e) {
      err.println("vigil run: " + e.getMessage());
      err.flush();
      return 1;
    }
    submission.describe().forEach(out::println);
    Map<String, String> all = settings.toMap();
    out.println("Flink   at http://" + all.get("rest.bind-address") + ":" + all.get("rest.port"));
    out.println("state   in " + all.get("execution.checkpointing.dir"));
    out.flush();
    return run(submission, settings, out);
  }

  /** What this process has in the place of a cluster's own configuration. */
  private static Configuration given() {
    Configuration given = Configuration.fromMap(LocalFlink.settings());
    given.setString("rest.port", Integer.toString(PORT));
    given.setString(
        "parallelism.default", Integer.toString(Runtime.getRuntime().availableProcessors()));
    given.setString(
        "execution.checkpointing.dir",
        Path.of("data/checkpoints").toAbsolutePath().toUri().toString());
    return given;
  }

  /** What the options say, which comes before conf. */
  private Configuration asked() {
    Configuration asked = new Configuration();
    if (parallelism != null) {
      asked.setString("parallelism.default", Integer.toString(parallelism));
    }
    if (from != null) {
      asked.setString("execution.state-recovery.path", from);
    }
    return asked;
  }

  private static int run(Submission submission, Configuration settings, PrintWriter out)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(settings);
    submission.build(env);
    JobClient job = env.executeAsync();
    Thread stop = new Thread(() -> stop(job), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    JobExecutionResult result = job.getJobExecutionResult().get();
    // only streams that end, files and so many generated readings, come to this
    out.println(
        "ended   after "
            + result.<Long>getAccumulatorResult(Intake.READINGS)
            + " readings: "
            + result.<Long>getAccumulatorResult(Intake.EVALUATED)
            + " evaluated, "
            + result.<Long>getAccumulatorResult(Intake.DEAD_LETTERS_COUNTER)
            + " dead letters");
    out.flush();
    return 0;
  }

  /** Cancels the job on Ctrl-C, so that its clients say goodbye to the servers. */
  private static void stop(JobClient job) {
    if (job.getJobExecutionResult().isDone()) {
      return;
    }
    try {
      job.cancel().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      System.err.println("vigil run: the job did not stop in time: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
