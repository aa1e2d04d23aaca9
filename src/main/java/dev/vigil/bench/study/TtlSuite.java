package dev.vigil.bench.study;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import dev.vigil.match.MatchOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept, by event time, where stations come and go and each leaves an alert open: with a
 * time to live for silent keys, and without. It is looked at in a checkpoint at each mark.
 */
public final class TtlSuite implements Suite {
  private static final Duration FOREVER = Duration.ofDays(36_500);

  /**
   * How long silent keys are kept.
   *
   * @param label as the figures say it
   */
  private record Keeping(String label, Duration ttl) {}

  @Override
  public String name() {
    return "ttl";
  }

  @Override
  public String title() {
    return "State by event time, with and without a time to live for keys that have gone silent";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Keys of which something is kept", "minutes", "kept_keys").series("key_ttl"),
        Plot.of("Bytes of state in a checkpoint", "minutes", "state_bytes").series("key_ttl"));
  }

  /** State grows by event time alone: it is measured once, however long the budget. */
  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    Duration ttl = Duration.ofMinutes(budget.extent().choose(2, 60, 60));
    List<Keeping> all =
        List.of(new Keeping(ttl.toMinutes() + "m", ttl), new Keeping("none", FOREVER));
    List<Figure> figures = new ArrayList<>();
    try (StudyCluster cluster = StudyCluster.start(1)) {
      for (Keeping keeping : all) {
        List<Figure> measured = measure(cluster, budget, keeping);
        measured.forEach(figure -> progress.println(figure.json()));
        progress.flush();
        figures.addAll(measured);
      }
    }
    return figures;
  }

  private List<Figure> measure(StudyCluster cluster, Budget budget, Keeping keeping)
      throws Exception {
    int visit = budget.extent().choose(6, 180, 180);
    Visitors visitors = new Visitors(budget.extent().choose(20, 100, 1_000), visit);
    int marks = budget.extent().choose(8, 12, 24);
    long minutes = budget.extent().choose(1L, 30L, 60L);
    Setting setting =
        Setting.of(Storage.HEAP, Setting.NEVER)
            .options(
                new MatchOptions(keeping.ttl().toMillis(), MatchOptions.DEFAULT.workingSet())
                    .withObservations());
    List<Figure> figures = new ArrayList<>();
    try (LiveRun run = new LiveRun(visitors, 1);
        StudyJob job = cluster.start(run, setting)) {
      job.awaitRunning();
      for (int mark = 1; mark <= marks; mark++) {
        long readings = visitors.upTo(Feed.START + mark * minutes * 60_000 - 1);
        run.throttle().release(readings);
        job.await("mark " + mark, () -> run.hasDone(readings));
        double bytes = job.checkpoint().getStateSize();
        run.check();
        figures.add(
            Figure.of(name())
                .at("key_ttl", keeping.label())
                .at("minutes", mark * minutes)
                .value("kept_keys", run.keys())
                .value("state_bytes", bytes)
                .value("silent_closed", run.checkSilent(keeping.ttl())));
      }
      long alerts = run.check();
      return figures.stream().map(figure -> figure.value("alerts", alerts)).toList();
    }
  }
}
