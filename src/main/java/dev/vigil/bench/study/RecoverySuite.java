package dev.vigil.bench.study;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A TaskManager is killed while readings arrive at half of what the job can take, and another is
 * there to take over: how long until all tasks run again, until readings are processed at full
 * speed, and until none are waiting any more. The alerts must be those of an undisturbed run.
 */
public final class RecoverySuite implements Suite {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  /** Behind by no more than this, a job has caught up. */
  private static final double LAG_SECONDS = 0.1;

  /** A job that has not caught up for so long does not bear its load. */
  private static final Duration PROOF = Duration.ofSeconds(2);

  /** Time over which it is seen how fast a job is. */
  private static final long WINDOW_NANOS = 50_000_000;

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public String title() {
    return "From the death of a TaskManager to full speed";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Time to full speed by keys", "keys", "full_speed_ms")
            .series("backend")
            .logarithmicX(),
        Plot.of("Time until no reading waits, by keys", "keys", "caught_up_ms")
            .series("backend")
            .logarithmicX());
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    return Rounds.ofStorages(
        budget, progress, (cluster, storage, keys) -> measure(cluster, budget, storage, keys));
  }

  private Figure measure(StudyCluster cluster, Budget budget, Storage storage, int keys)
      throws Exception {
    Stations stations = new Stations(keys, budget.extent().choose(20, 100, 100), 1);
    try (LiveRun run = new LiveRun(stations, 1);
        StudyJob job = cluster.start(run, Setting.of(storage, CHECKPOINTS).restarting())) {
      Measurement.warmUp(job, run, budget);
      double load = bearableLoad(job, run, budget);
      long state = job.checkpoint().getStateSize();
      cluster.startTaskManager();
      awaitHalfway(job);

      long failure = System.nanoTime();
      CompletableFuture<Void> killed = cluster.killTaskManager();
      job.awaitRestarted();
      double running = millisSince(failure);
      awaitFullSpeed(job, run, load);
      double full = millisSince(failure);
      job.await("readings that wait", () -> keepsUp(run, load));
      double caughtUp = millisSince(failure);
      killed.get();
      job.drain();
      return Figure.of(name())
          .at("backend", storage.label())
          .at("keys", keys)
          .value("load_per_s", load)
          .value("state_bytes", state)
          .value("running_ms", running)
          .value("full_speed_ms", full)
          .value("caught_up_ms", caughtUp)
          .value("alerts", run.check());
    }
  }

  /**
   * Has readings arrive at half of what the job can take; at half of that again where it turns out
   * that it was faster for a moment only, and falls behind.
   */
  private static double bearableLoad(StudyJob job, LiveRun run, Budget budget) throws Exception {
    // To show that the suite works, let it be on a machine that others keep busy.
    double load = job.rate(budget.seconds()) / budget.extent().choose(8, 1, 1);
    do {
      load /= 2;
      job.drain();
      run.throttle().pace(load);
      job.rate(budget.seconds() / 2);
    } while (!catchesUp(job, run, load));
    return load;
  }

  private static boolean catchesUp(StudyJob job, LiveRun run, double load) throws Exception {
    return job.comesTrue(PROOF, () -> keepsUp(run, load));
  }

  private static boolean keepsUp(LiveRun run, double load) {
    return run.position() >= run.throttle().arrived() - load * LAG_SECONDS;
  }

  /** Waits until the time between two checkpoints is half over. */
  private static void awaitHalfway(StudyJob job) throws Exception {
    int before = job.checkpoints().size();
    job.await("a checkpoint", () -> job.checkpoints().size() > before);
    long halfway =
        job.checkpoints().get(before).getTriggerTimestamp() + CHECKPOINTS.dividedBy(2).toMillis();
    job.await("half of the interval", () -> System.currentTimeMillis() >= halfway);
  }

  /** Waits until the matcher has, for a moment, been as fast as readings arrive. */
  private static void awaitFullSpeed(StudyJob job, LiveRun run, double load) throws Exception {
    long[] last = {run.position(), System.nanoTime()};
    job.await(
        "full speed",
        () -> {
          long nanos = System.nanoTime() - last[1];
          if (nanos < WINDOW_NANOS) {
            return false;
          }
          long from = last[0];
          last[0] = run.position();
          last[1] += nanos;
          return from > 0 && (last[0] - from) / (nanos / 1e9) >= load;
        });
  }

  private static double millisSince(long start) {
    return (System.nanoTime() - start) / 1e6;
  }
}
