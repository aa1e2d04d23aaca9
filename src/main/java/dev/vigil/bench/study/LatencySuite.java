package dev.vigil.bench.study;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The time from a reading's arrival to its alert at shares of the greatest rate, which is measured
 * first in each round. Readings arrive by the clock, whether the job keeps up or not.
 */
public final class LatencySuite implements Suite {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String title() {
    return "Time from a reading's arrival to its alert, by load";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Median latency by load", "load_percent", "p50_ms")
            .series("backend")
            .logarithmicY(),
        Plot.of("99th percentile of the latency by load", "load_percent", "p99_ms")
            .series("backend")
            .logarithmicY());
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    try (StudyCluster cluster = StudyCluster.start(1)) {
      return Rounds.inTurn(
          budget,
          List.of(Storage.HEAP, Storage.ROCKSDB_INCREMENTAL),
          progress,
          storage -> measure(cluster, budget, storage));
    }
  }

  private List<Figure> measure(StudyCluster cluster, Budget budget, Storage storage)
      throws Exception {
    List<Integer> loads =
        budget
            .extent()
            .choose(List.of(50), List.of(10, 50, 90), List.of(10, 20, 30, 40, 50, 60, 70, 80, 90));
    Stations stations = new Stations(budget.extent().choose(200, 1_000, 1_000), 100, 10);
    List<Figure> figures = new ArrayList<>();
    try (LiveRun run = new LiveRun(stations, 1);
        StudyJob job = cluster.start(run, Setting.of(storage, CHECKPOINTS))) {
      Measurement.warmUp(job, run, budget);
      double most = job.rate(budget.seconds());
      for (int load : loads) {
        job.drain();
        double rate = most * load / 100;
        double taken = Measurement.latency(job, run, rate, budget.seconds());
        figures.add(
            Figure.of(name())
                .at("backend", storage.label())
                .at("load_percent", load)
                .value("arriving_per_s", rate)
                .value("readings_per_s", taken)
                .value("p50_ms", run.latencies().millis(0.5))
                .value("p99_ms", run.latencies().millis(0.99))
                .value("marker_p50_ms", run.markers().millis(0.5))
                .value("marker_p99_ms", run.markers().millis(0.99)));
      }
      job.drain();
      long alerts = run.check();
      return figures.stream().map(figure -> figure.value("alerts", alerts)).toList();
    }
  }
}
