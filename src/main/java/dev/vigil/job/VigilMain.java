package dev.vigil.job;

import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job for {@code flink run}: {@code --conf PATH} is all it takes. */
public final class VigilMain {
  private VigilMain() {}

  /**
   * Submits the job to the cluster that the client is configured for.
   *
   * @throws Exception if conf or rules are wrong, a server is missing, or the job fails
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
    submission.build(env);
    submission.describe().forEach(System.out::println);
    env.execute("vigil");
  }
}
