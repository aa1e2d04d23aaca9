package dev.vigil.bench.match;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Backend;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.ScratchDirectory;
import dev.vigil.bench.suite.Suite;
import dev.vigil.control.RuleUpdate;
import dev.vigil.event.Schema;
import dev.vigil.match.MatchOptions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reading costs as rules and keys grow, on RocksDB. Vigil's matches are held against a plain
 * loop over the same readings.
 */
public final class GrowthSuite implements Suite {
  private static final Backend BACKEND = Backend.ROCKSDB;
  private static final double NANOS = 1e9;
  private static final double MIB = 1L << 20;

  /** Rules of the part that grows in keys. */
  private static final int RULES = 100;

  /** Steps whose matches are held against the plain loop. */
  private static final long CHECKED_STEPS = 20;

  private static final List<Integer> MATCHING = List.of(100, 1_000);
  private static final int MOST = 1_000_000;

  /** No time is too short: so many readings, and no more. */
  private static final double WHOLE = 1e-9;

  private static final String VIGIL = "vigil";
  private static final String NONE = "none";

  /**
   * What is measured.
   *
   * @param rules how many the readings are recounted with; 0 for a job without matches
   */
  private record Entry(Figure place, Job job, PlainRules readings, int rules) {
    @Override
    public String toString() {
      return String.join(" ", place.at().values());
    }
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String title() {
    return "What a reading costs at many rules of which few match, at many keys, and at many open"
        + " matches of which most are spilled";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Cost of a reading by rules that mostly do not match", "rules", "ns_per_reading")
            .series("engine", "shape")
            .logarithmicX()
            .logarithmicY()
            .where("part", "rules"),
        Plot.of("Cost of a reading by keys, 100 rules", "keys", "ns_per_reading")
            .series("engine")
            .logarithmicX()
            .logarithmicY()
            .where("part", "keys"),
        Plot.of("Cost of a reading by keys, each with an open match", "keys", "ns_per_reading")
            .series("keys_in_memory")
            .logarithmicX()
            .logarithmicY()
            .where("part", "open"));
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (ScratchDirectory scratch = ScratchDirectory.create();
        BenchCluster cluster = new BenchCluster(1, scratch.path())) {
      Contest.Runner<Entry> runner =
          (entry, count) ->
              cluster
                  .run(entry.job(), entry.readings(), BACKEND, count)
                  .tell(entry.toString(), progress);
      figures.addAll(inRules(budget, runner));
      figures.addAll(inMatchingRules(budget, runner));
      figures.addAll(inKeys(budget, runner));
      figures.addAll(inOpenMatches(budget, runner));
    }
    return figures;
  }

  /** Rules of which one matches, or one a station. */
  private List<Figure> inRules(Budget budget, Contest.Runner<Entry> runner) throws Exception {
    List<Integer> counts =
        budget
            .extent()
            .choose(List.of(1, 30), List.of(1, 100, 1_000), List.of(1, 10, 100, 1_000, 10_000));
    List<Entry> entries = new ArrayList<>();
    for (RuleShape shape : RuleShape.values()) {
      GrowthRules rules = new GrowthRules(shape);
      for (int count : counts) {
        Figure place = place("rules", VIGIL).at("shape", shape.label()).at("rules", count);
        Job job = vigil(rules.schema(), rules.rules(count), MatchOptions.DEFAULT);
        entries.add(new Entry(place, job, rules, count));
      }
    }
    Figure nothing = place("rules", NONE).at("shape", "any").at("rules", counts.get(0));
    entries.add(new Entry(nothing, Jobs::none, new GrowthRules(RuleShape.THRESHOLD), 0));
    return measured(entries, CHECKED_STEPS * Workload.STATIONS, budget, runner);
  }

  /** The rules of the suite match, and ten times as many of them. */
  private List<Figure> inMatchingRules(Budget budget, Contest.Runner<Entry> runner)
      throws Exception {
    LevelRules levels = new LevelRules();
    List<Entry> entries = new ArrayList<>();
    for (int count : budget.extent().choose(List.of(5, 50), MATCHING, MATCHING)) {
      Job job = vigil(levels.schema(), levels.rules(count), MatchOptions.DEFAULT);
      entries.add(new Entry(place("match", VIGIL).at("rules", count), job, levels, count));
    }
    entries.add(new Entry(place("match", NONE).at("rules", 0), Jobs::none, levels, 0));
    return measured(entries, CHECKED_STEPS * Workload.STATIONS, budget, runner);
  }

  private List<Figure> inKeys(Budget budget, Contest.Runner<Entry> runner) throws Exception {
    List<Figure> figures = new ArrayList<>();
    LevelRules levels = new LevelRules();
    for (int keys :
        budget
            .extent()
            .choose(List.of(100, 1_000), List.of(1_000, 100_000), List.of(1_000, 100_000, MOST))) {
      ManyKeys readings = new ManyKeys(keys);
      Job job = vigil(levels.schema(), levels.rules(RULES), MatchOptions.DEFAULT);
      List<Entry> entries =
          List.of(
              new Entry(place("keys", VIGIL).at("keys", keys), job, readings, RULES),
              new Entry(place("keys", NONE).at("keys", keys), Jobs::none, readings, 0));
      // Of each station two readings at least: a spike may be followed by a drop.
      long fewest = Math.max(CHECKED_STEPS * Workload.STATIONS, 2L * keys);
      figures.addAll(measured(entries, fewest, budget, runner));
    }
    return figures;
  }

  /** So many keys, and room in memory for so many. */
  private record Room(int keys, int inMemory) {}

  /** The same number of readings of few keys and of many, of which not all fit in memory. */
  private List<Figure> inOpenMatches(Budget budget, Contest.Runner<Entry> runner) throws Exception {
    List<Room> rooms =
        budget
            .extent()
            .choose(
                List.of(new Room(100, 50), new Room(1_000, 50)),
                List.of(
                    new Room(1_000, 10_000), new Room(100_000, 100_000), new Room(100_000, 10_000)),
                List.of(
                    new Room(1_000, 100_000),
                    new Room(100_000, 100_000),
                    new Room(100_000, 10_000),
                    new Room(MOST, 100_000)));
    long count = 4L * rooms.get(rooms.size() - 1).keys;
    List<Entry> entries = new ArrayList<>();
    for (Room room : rooms) {
      OpenMatches readings = new OpenMatches(room.keys, count / room.keys);
      MatchOptions options = new MatchOptions(MatchOptions.DEFAULT.keyTtl(), room.inMemory);
      Figure place =
          place("open", VIGIL)
              .at("keys", room.keys)
              .at("keys_in_memory", room.inMemory)
              .at("heap_mib", Math.round(Runtime.getRuntime().maxMemory() / MIB))
              .at("managed_mib", BenchCluster.MANAGED_MIB);
      Job job = vigil(readings.schema(), OpenMatches.rules(), options);
      entries.add(new Entry(place, job, readings, 1));
    }
    Budget once = new Budget(WHOLE, budget.rounds(), budget.extent());
    return measured(entries, count, once, runner);
  }

  /** Checks each entry's matches on the fewest readings, then lets all of them take turns. */
  private static List<Figure> measured(
      List<Entry> entries, long fewest, Budget budget, Contest.Runner<Entry> runner)
      throws Exception {
    for (Entry entry : entries) {
      if (entry.rules() > 0) {
        entry.readings().check(entry.rules(), runner.run(entry, fewest));
      }
    }
    Contest.Length length = new Contest.Length(fewest, budget.seconds());
    Contest<Entry> contest = Contest.hold(entries, length, budget.rounds(), runner);
    return entries.stream()
        .map(
            entry ->
                entry
                    .place()
                    .value("readings_per_s", contest.rate(entry))
                    .value("ns_per_reading", NANOS / contest.rate(entry))
                    .value("matches", contest.first(entry).matches()))
        .toList();
  }

  private Figure place(String part, String engine) {
    return Figure.of(name()).at("part", part).at("engine", engine);
  }

  private static Job vigil(Schema schema, List<RuleUpdate> rules, MatchOptions options) {
    return readings -> Jobs.vigil(readings, schema, rules, options);
  }
}
