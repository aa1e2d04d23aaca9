package dev.vigil.job;

import java.nio.file.Path;
import java.util.function.BiConsumer;
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
    submit(
        arguments,
        (submission, env) -> {
          submission.build(env);
          submission.describe().forEach(System.out::println);
        });
  }

  /**
   * Submits a job that a conf file describes.
   *
   * @param arguments {@code --conf PATH}
   * @param build puts the job into the environment
   */
  public static void submit(
      String[] arguments, BiConsumer<Submission, StreamExecutionEnvironment> build)
      throws Exception {
    if (arguments.length != 2 || !arguments[0].equals("--conf")) {
      throw new IllegalArgumentException("usage: --conf PATH");
    }
    Submission submission = Submission.read(Path.of(arguments[1]));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    Configuration given = Configuration.fromMap(env.getConfiguration().toMap());
    Configuration settings = submission.clusterSettings(given);
    submission.prepare(settings);
    env.configure(settings);
    build.accept(submission, env);
    env.execute(); // by the name that the settings have
  }
}
