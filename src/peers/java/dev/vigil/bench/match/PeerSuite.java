package dev.vigil.bench.match;

import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.ScratchDirectory;
import dev.vigil.bench.suite.Suite;

import dev.vigil.bench.suite.Backend;
import dev.vigil.event.Event;
import dev.vigil.event.Schema;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Readings per second of Vigil beside other engines with the same rules, in turns: each of them in
 * one thread without Flink, and the fastest of them inside the same Flink job too. The matches of
 * each are compared with Vigil's on the readings that it got.
 */
public final class PeerSuite implements Suite {
  private static final String VIGIL = "vigil";
  private static final String NONE = "none";

  private final Workload workload;
  private final List<Integer> rules;

  PeerSuite(Workload workload, List<Integer> rules) {
    this.workload = workload;
    this.rules = List.copyOf(rules);
  }

  /** The rules of the suites match and sequences. */
  public static List<Suite> all() {
    return List.of(
        new PeerSuite(new LevelRules(), List.of(1, 10, 100)),
        new PeerSuite(new SequenceRules(), List.of(1, 10, 100)));
  }

  @Override
  public String name() {
    return "peers-" + workload.suite();
  }

  @Override
  public String title() {
    return "The rules of the suite " + workload.suite() + ", beside other engines";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Readings a second by rules", "rules", "readings_per_s")
            .series("engine")
            .logarithmicX()
            .logarithmicY());
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (ScratchDirectory scratch = ScratchDirectory.create();
        BenchCluster cluster = new BenchCluster(1, scratch.path())) {
      for (int count : rules) {
        Map<String, Contestant> contestants = contestants(cluster, count);
        Contest.Runner<String> runner =
            (engine, readings) ->
                Objects.requireNonNull(contestants.get(engine))
                    .run(readings)
                    .tell("%-21s %3d rules".formatted(engine, count), progress);
        figures.addAll(figures(List.copyOf(contestants.keySet()), budget, count, runner));
      }
    }
    return figures;
  }

  /** Runs so many readings. */
  @FunctionalInterface
  private interface Contestant {
    Measured run(long readings) throws Exception;
  }

  private Map<String, Contestant> contestants(BenchCluster cluster, int count) {
    Map<String, Contestant> contestants = new LinkedHashMap<>();
    contestants.put(
        VIGIL, n -> cluster.run(Engine.VIGIL, workload, Backend.ROCKSDB, count, n));
    for (PeerEngine engine : PeerEngine.values()) {
      if (engine.knows(workload)) {
        contestants.put(engine.label(), n -> alone(engine, count, n));
      }
    }
    PeerEngine fastest = PeerEngine.ESPER_TUNED;
    Job inFlink =
        readings ->
            Jobs.byStation(readings)
                .flatMap(new PeerFunction(fastest, workload, count))
                .returns(Types.LONG);
    contestants.put(
        fastest.label() + "-flink", n -> cluster.run(inFlink, workload, Backend.HEAP, n));
    contestants.put(NONE, n -> cluster.run(Engine.NONE, workload, Backend.ROCKSDB, count, n));
    return contestants;
  }

  private Measured alone(PeerEngine engine, int count, long readings) throws Exception {
    LongAdder matches = new LongAdder();
    LongAdder digest = new LongAdder();
    Schema schema = workload.schema();
    try (Peer peer =
        engine.start(
                workload,
                count,
                hash -> {
                  matches.increment();
                  digest.add(hash);
                })) {
      long start = System.nanoTime();
      for (long number = 0; number < readings; number++) {
        Event event = workload.reading(schema, number);
        peer.send(event);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Measured(readings, seconds, matches.sum(), digest.sum());
    }
  }

  private List<Figure> figures(
      List<String> engines, Budget budget, int count, Contest.Runner<String> runner)
      throws Exception {
    long fewest = budget.extent().choose(20L, 20L, 40L) * Workload.STATIONS;
    Contest.Length length = new Contest.Length(fewest, budget.seconds());
    Contest<String> contest = Contest.hold(engines, length, budget.rounds(), runner);
    List<Figure> figures = new ArrayList<>();
    for (String engine : engines) {
      Measured theirs = contest.first(engine);
      if (!engine.equals(NONE) && !engine.equals(VIGIL)) {
        compare(engine, theirs, runner.run(VIGIL, theirs.readings()));
      }
      figures.add(
          Figure.of(name())
              .at("engine", engine)
              .at("rules", count)
              .value("readings_per_s", contest.rate(engine))
              .value("vigil_is_times", contest.rate(VIGIL) / contest.rate(engine))
              .value("matches", theirs.matches()));
    }
    return figures;
  }

  private static void compare(String engine, Measured theirs, Measured ours) {
    if (!ours.sameMatches(theirs) || theirs.matches() == 0) {
      throw new IllegalStateException(
          "matches differ: vigil " + ours + ", " + engine + " " + theirs);
    }
  }
}
