package dev.vigil.bench.match;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Backend;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.ScratchDirectory;
import dev.vigil.bench.suite.Suite;
import dev.vigil.match.MatchOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Readings per second of rules with signals over windows: Vigil, a Flink function written by hand
 * for these rules, Vigil without a rule, and a job that does nothing. The matches of the first two
 * are compared on the readings that the latter got.
 */
public final class SignalSuite implements Suite {
  private static final SignalRules RULES = new SignalRules();
  private static final String VIGIL = "vigil";
  private static final String BY_HAND = "byhand";
  private static final String IDLE = "idle";
  private static final String NONE = "none";

  @Override
  public String name() {
    return "signals";
  }

  @Override
  public String title() {
    return "Twenty rules that share avg, median, stddev, zscore and max over ten minutes, beside a"
        + " Flink function written by hand for just them and beside a job that does nothing";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Readings a second with signals over ten minutes", "engine", "readings_per_s")
            .series("backend"));
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    Map<String, Job> jobs = new LinkedHashMap<>();
    jobs.put(
        VIGIL,
        readings ->
            Jobs.vigil(readings, RULES.schema(), SignalRules.rules(), MatchOptions.DEFAULT));
    jobs.put(
        BY_HAND,
        readings -> Jobs.byStation(readings).process(new WindowsByHand()).returns(Types.LONG));
    jobs.put(
        IDLE, readings -> Jobs.vigil(readings, RULES.schema(), List.of(), MatchOptions.DEFAULT));
    jobs.put(NONE, Jobs::none);
    // Windows fill up in sixty steps: fewer would measure shorter ones.
    long steps = budget.extent().choose(20, 120, 240);
    Contest.Length length = new Contest.Length(steps * Workload.STATIONS, budget.seconds());
    List<Figure> figures = new ArrayList<>();
    try (ScratchDirectory scratch = ScratchDirectory.create();
        BenchCluster cluster = new BenchCluster(1, scratch.path())) {
      for (Backend backend : Backend.ALL) {
        Contest.Runner<String> runner =
            (engine, count) ->
                cluster
                    .run(Objects.requireNonNull(jobs.get(engine)), RULES, backend, count)
                    .tell("%-6s %-7s".formatted(engine, backend.label()), progress);
        figures.addAll(figures(List.copyOf(jobs.keySet()), length, budget, backend, runner));
      }
    }
    return figures;
  }

  private List<Figure> figures(
      List<String> engines,
      Contest.Length length,
      Budget budget,
      Backend backend,
      Contest.Runner<String> runner)
      throws Exception {
    Contest<String> contest = Contest.hold(engines, length, budget.rounds(), runner);
    Measured theirs = contest.first(BY_HAND);
    Measured ours = runner.run(VIGIL, theirs.readings());
    if (!ours.sameMatches(theirs) || theirs.matches() == 0) {
      throw new IllegalStateException("matches differ: vigil " + ours + ", by hand " + theirs);
    }
    List<Figure> figures = new ArrayList<>();
    for (String engine : engines) {
      figures.add(
          Figure.of(name())
              .at("engine", engine)
              .at("backend", backend.label())
              .at("rules", SignalRules.RULES)
              .value("readings_per_s", contest.rate(engine))
              .value("of_idle", contest.rate(engine) / contest.rate(IDLE))
              .value("of_none", contest.rate(engine) / contest.rate(NONE))
              .value(
                  "matches", engine.equals(VIGIL) || engine.equals(BY_HAND) ? ours.matches() : 0));
    }
    return figures;
  }
}
