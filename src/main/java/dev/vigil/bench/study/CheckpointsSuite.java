package dev.vigil.bench.study;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * Vigil with checkpoints off and at several intervals, with a match open at nearly every key:
 * readings per second, what a checkpoint takes by Flink's own statistics, and the longest time that
 * the matcher stood still for one: all in all, and until it had written its working set.
 */
public final class CheckpointsSuite implements Suite {
  private static final String OFF = "off";
  private static final int MOST_ROUNDS = 3;

  /** How often, in seconds; empty for not at all. */
  private record Interval(Optional<Double> seconds) {
    static List<Interval> of(double... seconds) {
      List<Interval> all = new ArrayList<>(List.of(new Interval(Optional.empty())));
      for (double each : seconds) {
        all.add(new Interval(Optional.of(each)));
      }
      return all;
    }

    Duration duration() {
      return seconds.map(each -> Duration.ofMillis(Math.round(each * 1_000))).orElse(Setting.NEVER);
    }

    String label() {
      return seconds.map(each -> each < 1 ? each.toString() : "" + Math.round(each)).orElse(OFF);
    }

    /** Long enough for more than one checkpoint. */
    double measured(Budget budget) {
      return Math.max(budget.seconds(), 1.5 * seconds.orElse(0.0));
    }
  }

  @Override
  public String name() {
    return "checkpoints";
  }

  @Override
  public String title() {
    return "Checkpoints off and at several intervals, with a match open at every key";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Readings a second by checkpoint interval", "interval_s", "readings_per_s")
            .series("backend"),
        Plot.of("Duration of a checkpoint by interval", "interval_s", "checkpoint_ms")
            .series("backend")
            .logarithmicX(),
        Plot.of("Longest stall for a checkpoint by interval", "interval_s", "stall_ms")
            .series("backend")
            .logarithmicX());
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    Budget fewer =
        new Budget(budget.seconds(), Math.min(budget.rounds(), MOST_ROUNDS), budget.extent());
    List<Interval> intervals =
        budget.extent().choose(Interval.of(0.05), Interval.of(1, 10), Interval.of(1, 10, 60));
    List<Figure> figures = new ArrayList<>();
    try (StudyCluster cluster = StudyCluster.start(1)) {
      for (Storage storage : List.of(Storage.HEAP, Storage.ROCKSDB_INCREMENTAL)) {
        figures.addAll(
            besideOff(
                Rounds.inTurn(
                    fewer,
                    intervals,
                    progress,
                    interval -> List.of(measure(cluster, budget, storage, interval)))));
      }
    }
    return figures;
  }

  private Figure measure(StudyCluster cluster, Budget budget, Storage storage, Interval interval)
      throws Exception {
    int keys = budget.extent().choose(200, 100_000, 100_000);
    Stations stations = new Stations(keys, budget.extent().choose(20, 100, 100), 1);
    Figure figure =
        Figure.of(name())
            .at("backend", storage.label())
            .at("keys", keys)
            .at("interval_s", interval.label());
    try (LiveRun run = new LiveRun(stations, 1);
        StudyJob job = cluster.start(run, Setting.of(storage, interval.duration()))) {
      Measurement.warmUp(job, run, budget);
      int before = job.checkpoints().size();
      run.gaps().start();
      figure = figure.value("readings_per_s", job.rate(interval.measured(budget)));
      if (interval.seconds().isPresent()) {
        job.await(
            "a whole checkpoint",
            () -> run.gaps().atCheckpointMillis() > 0 && job.checkpoints().size() > before);
      }
      run.gaps().stop();
      List<CompletedCheckpointStats> all = job.checkpoints();
      List<CompletedCheckpointStats> made = all.subList(before, all.size());
      figure =
          figure.value("gap_ms", run.gaps().otherwiseMillis()).value("checkpoints", made.size());
      if (interval.seconds().isPresent()) {
        figure =
            figure
                .value("stall_ms", run.gaps().atCheckpointMillis())
                .value("flush_ms", run.gaps().flushMillis())
                .value(
                    "checkpoint_ms",
                    Measurement.median(made, CompletedCheckpointStats::getEndToEndDuration))
                .value(
                    "state_bytes", Measurement.median(made, CompletedCheckpointStats::getStateSize))
                .value(
                    "written_bytes",
                    Measurement.median(made, CompletedCheckpointStats::getCheckpointedSize));
      }
      job.drain();
      return figure.value("alerts", run.check());
    }
  }

  /** Says of each figure how fast it is beside the first, which has no checkpoints. */
  private static List<Figure> besideOff(List<Figure> figures) {
    double off = figures.get(0).value("readings_per_s");
    return figures.stream()
        .map(figure -> figure.value("of_off", figure.value("readings_per_s") / off))
        .toList();
  }
}
