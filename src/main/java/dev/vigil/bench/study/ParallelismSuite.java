package dev.vigil.bench.study;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/**
 * Vigil with several subtasks of everything: readings per second at full speed, and the time from a
 * reading's arrival to its alert at a load that is the same for all. More subtasks than cores show
 * what they cost, not what they bring: the cores are told with each figure.
 */
public final class ParallelismSuite implements Suite {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "parallelism";
  }

  @Override
  public String title() {
    return "Subtasks: speed, and latency at the same load; on "
        + Runtime.getRuntime().availableProcessors()
        + " cores";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Readings a second by subtasks", "parallelism", "readings_per_s").logarithmicX(),
        Plot.of("99th percentile of the latency by subtasks", "parallelism", "p99_ms")
            .logarithmicX());
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    List<Integer> subtasks =
        budget.extent().choose(List.of(1, 2), List.of(1, 2, 4), List.of(1, 2, 4, 8));
    int load = budget.extent().choose(2_000, 50_000, 50_000);
    try (StudyCluster cluster = StudyCluster.start(subtasks.get(subtasks.size() - 1))) {
      return Rounds.inTurn(
          budget, subtasks, progress, each -> List.of(measure(cluster, budget, each, load)));
    }
  }

  private Figure measure(StudyCluster cluster, Budget budget, int subtasks, int load)
      throws Exception {
    Stations stations = new Stations(budget.extent().choose(200, 10_000, 10_000), 100, 10);
    Setting setting = Setting.of(Storage.ROCKSDB_INCREMENTAL, CHECKPOINTS).parallelism(subtasks);
    try (LiveRun run = new LiveRun(stations, subtasks);
        StudyJob job = cluster.start(run, setting)) {
      Measurement.warmUp(job, run, budget);
      double rate = job.rate(budget.seconds());
      job.drain();
      Measurement.latency(job, run, load, budget.seconds());
      job.drain();
      return Figure.of(name())
          .at("parallelism", subtasks)
          .at("cores", Runtime.getRuntime().availableProcessors())
          .value("readings_per_s", rate)
          .value("load_per_s", load)
          .value("p50_ms", run.latencies().millis(0.5))
          .value("p99_ms", run.latencies().millis(0.99))
          .value("alerts", run.check());
    }
  }
}
