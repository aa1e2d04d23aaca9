package dev.vigil.bench.job;

import dev.vigil.job.Submission;
import dev.vigil.job.VigilMain;

/** The job that the whole one is measured beside: it reads, parses and discards. */
public final class IntakeMain {
  private IntakeMain() {}

  /**
   * Submits the job to the cluster that the client is configured for.
   *
   * @param arguments {@code --conf PATH}, as the whole job takes it
   */
  public static void main(String[] arguments) throws Exception {
    VigilMain.submit(arguments, Submission::buildIntake);
  }
}
