package dev.vigil.bench.match;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Backend;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.ScratchDirectory;
import dev.vigil.bench.suite.Suite;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Readings per second at several numbers of rules: Vigil, a static pattern operator a rule, Vigil
 * without a rule, and a job that does nothing, in turns. Each engine gets as many readings as it
 * can take in the time; the matches of Vigil and of the static patterns are compared on the
 * readings that the latter got.
 */
public final class MatchSuite implements Suite {
  private static final int PARALLELISM = 1;
  private static final List<Integer> RULES = List.of(1, 10, 100);
  private static final List<Engine> SHOWN =
      List.of(Engine.VIGIL, Engine.STATIC, Engine.IDLE, Engine.NONE);

  private final Workload workload;
  private final String title;
  private final List<Integer> rules;

  /** A suite for so many rules, each number in turn. */
  MatchSuite(Workload workload, String title, List<Integer> rules) {
    this.workload = workload;
    this.title = title;
    this.rules = List.copyOf(rules);
  }

  /** Levels on one metric: spikes, drops and runs. */
  public static MatchSuite levels() {
    return new MatchSuite(
        new LevelRules(),
        "Rules on one metric, beside the same as static CEP.pattern operators and beside a job"
            + " that does nothing",
        RULES);
  }

  /** Sequences over ten metrics, with loops, branches and conditions over what was taken. */
  public static MatchSuite sequences() {
    return new MatchSuite(
        new SequenceRules(),
        "The same with sequences over ten metrics that need the whole of an NFA: loops, branches,"
            + " conditions over what was taken",
        RULES);
  }

  @Override
  public String name() {
    return workload.suite();
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Readings a second by rules", "rules", "readings_per_s")
            .series("engine", "backend")
            .logarithmicX()
            .logarithmicY());
  }

  /**
   * For each number of rules and backend the figures of {@link #SHOWN} engines, in this order;
   * matches are those of the readings that the static patterns got.
   */
  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    long fewest = budget.extent().choose(8L, 1L, 4L) * Workload.STATIONS;
    Contest.Length length =
        new Contest.Length(
            Math.max(fewest, (long) workload.steps() * Workload.STATIONS), budget.seconds());
    List<Figure> figures = new ArrayList<>();
    try (ScratchDirectory scratch = ScratchDirectory.create();
        BenchCluster cluster = new BenchCluster(PARALLELISM, scratch.path())) {
      for (int count : rules) {
        for (Backend backend : Backend.ALL) {
          Contest.Runner<Engine> runner =
              (engine, readings) ->
                  cluster
                      .run(engine, workload, backend, count, readings)
                      .tell(
                          "%-6s %-7s %3d rules".formatted(engine.label(), backend.label(), count),
                          progress);
          figures.addAll(figures(length, budget.rounds(), backend, count, runner));
        }
      }
    }
    return figures;
  }

  private List<Figure> figures(
      Contest.Length length, int rounds, Backend backend, int count, Contest.Runner<Engine> runner)
      throws Exception {
    Contest<Engine> contest = Contest.hold(Engine.ALL, length, rounds, runner);
    Measured theirs = contest.first(Engine.STATIC);
    Measured ours = runner.run(Engine.VIGIL, theirs.readings());
    if (!ours.sameMatches(theirs) || theirs.matches() == 0) {
      throw new IllegalStateException(
          "matches differ at " + count + " rules: vigil " + ours + ", static " + theirs);
    }
    List<Figure> figures = new ArrayList<>();
    for (Engine engine : SHOWN) {
      figures.add(
          Figure.of(name())
              .at("engine", engine.label())
              .at("backend", backend.label())
              .at("rules", count)
              .value("readings_per_s", contest.rate(engine))
              .value(
                  "matches",
                  engine == Engine.VIGIL || engine == Engine.STATIC ? ours.matches() : 0));
    }
    return figures;
  }

  @Override
  public void print(List<Figure> figures, PrintWriter out) {
    out.printf(
        "%n%5s %-7s %12s %12s %12s %12s %14s %12s %12s%n",
        "rules",
        "backend",
        "vigil",
        "static",
        "idle",
        "none",
        "vigil/static",
        "vigil/idle",
        "vigil/none");
    for (int i = 0; i < figures.size(); i += SHOWN.size()) {
      Figure vigil = figures.get(i);
      double ours = rate(vigil);
      double theirs = rate(figures.get(i + 1));
      double idle = rate(figures.get(i + 2));
      double none = rate(figures.get(i + 3));
      out.printf(
          Locale.ROOT,
          "%5s %-7s %,12.0f %,12.0f %,12.0f %,12.0f %,13.1fx %12.2f %12.2f%n",
          vigil.place("rules"),
          vigil.place("backend"),
          ours,
          theirs,
          idle,
          none,
          ours / theirs,
          ours / idle,
          ours / none);
    }
  }

  private static double rate(Figure figure) {
    return figure.value("readings_per_s");
  }
}
