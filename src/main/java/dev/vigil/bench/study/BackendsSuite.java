package dev.vigil.bench.study;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;

/**
 * Vigil on each state backend, with a match open at nearly every key: readings per second while
 * checkpoints are made, what these cost, and how long it takes to go on from one.
 */
public final class BackendsSuite implements Suite {
  @Override
  public String name() {
    return "backends";
  }

  @Override
  public String title() {
    return "Heap, RocksDB with full checkpoints, RocksDB with incremental ones, with a match open at"
        + " every key";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Readings a second by keys", "keys", "readings_per_s")
            .series("backend")
            .logarithmicX(),
        Plot.of("Bytes a checkpoint writes, by keys", "keys", "written_bytes")
            .series("backend")
            .logarithmicX()
            .logarithmicY(),
        Plot.of("Time to restore, by keys", "keys", "restore_ms")
            .series("backend")
            .logarithmicX()
            .logarithmicY());
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    return Rounds.ofStorages(
        budget, progress, (cluster, storage, keys) -> measure(cluster, budget, storage, keys));
  }

  private Figure measure(StudyCluster cluster, Budget budget, Storage storage, int keys)
      throws Exception {
    Setting setting =
        Setting.of(storage, Duration.ofMillis(Math.round(budget.seconds() * 1_000 / 4)));
    try (LiveRun run =
        new LiveRun(new Stations(keys, budget.extent().choose(20, 100, 100), 1), 1)) {
      CompletedCheckpointStats last;
      Figure figure = Figure.of(name()).at("backend", storage.label()).at("keys", keys);
      try (StudyJob job = cluster.start(run, setting)) {
        Measurement.warmUp(job, run, budget);
        int before = job.checkpoints().size();
        double rate = job.rate(budget.seconds());
        job.await("a checkpoint", () -> job.checkpoints().size() > before);
        List<CompletedCheckpointStats> made = job.checkpoints();
        made = made.subList(before, made.size());
        job.drain();
        last = job.checkpoint();
        figure =
            figure
                .value("readings_per_s", rate)
                .value(
                    "checkpoint_ms",
                    Measurement.median(made, CompletedCheckpointStats::getEndToEndDuration))
                .value("state_bytes", last.getStateSize())
                .value(
                    "written_bytes",
                    Measurement.median(made, CompletedCheckpointStats::getCheckpointedSize));
      }
      Setting again = Setting.of(storage, Setting.NEVER);
      try (StudyJob job = cluster.start(run, again, Optional.of(last.getExternalPath()))) {
        figure = figure.value("restore_ms", job.restoreMillis());
        long position = run.position();
        run.throttle().release(position + 2L * keys);
        job.await("more readings", () -> run.hasDone(position + 2L * keys));
        return figure.value("alerts", run.check());
      }
    }
  }
}
