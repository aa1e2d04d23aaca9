package dev.vigil.bench.job;

import dev.vigil.job.Submission;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that the whole one is measured beside: it reads, parses and discards. */
public final class IntakeMain {
  private IntakeMain() {}

  /**
   * Submits the job to the cluster that the client is configured for.
   *
   * @param arguments {@code --conf PATH}, as the whole job takes it
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2 || !arguments[0].equals("--conf")) {
      throw new IllegalArgumentException("usage: --conf PATH");
    }
    Submission submission = Submission.read(Path.of(arguments[1]));
    submission.prepare();
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    Configuration given = Configuration.fromMap(env.getConfiguration().toMap());
    env.configure(submission.clusterSettings(given));
    submission.buildIntake(env);
    env.execute("vigil intake");
  }
}
