package dev.vigil.bench;

import dev.vigil.bench.BenchCluster.Backend;
import dev.vigil.bench.BenchCluster.Measured;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Readings per second at 1, 10 and 100 rules: Vigil, a static pattern operator a rule, and a job
 * that does nothing, in turns. Each engine gets as many readings as it can take in the time; the
 * matches of Vigil and of the static patterns are compared on the readings that the latter got.
 */
public final class MatchBench {
  private final Workload workload;
  private final Settings settings;
  private final PrintWriter progress;

  /**
   * How long to measure.
   *
   * @param rules how many, each number in turn
   * @param seconds that one measurement should last
   * @param rounds measurements of each figure, of which the median counts
   * @param fewest readings of a measurement, however long it takes
   */
  public record Settings(
      List<Integer> rules, double seconds, int rounds, int parallelism, long fewest) {
    private static final List<Integer> RULES = List.of(1, 10, 100);
    public static final Settings QUICK = new Settings(RULES, 1.5, 1, 1, Workload.STATIONS);
    public static final Settings FULL = new Settings(RULES, 8, 3, 1, 4L * Workload.STATIONS);
  }

  /**
   * A figure.
   *
   * @param suite match or sequences
   * @param engine vigil, static or none
   * @param backend heap or rocksdb
   * @param matches of the readings that the static patterns got; 0 for none
   */
  public record Figure(
      String suite,
      String engine,
      String backend,
      int rules,
      double readingsPerSecond,
      long matches) {
    /** One line of JSON. */
    public String json() {
      return String.format(
          Locale.ROOT,
          "{\"suite\":\"%s\",\"engine\":\"%s\",\"backend\":\"%s\",\"rules\":%d,"
              + "\"readings_per_s\":%d,\"matches\":%d}",
          suite,
          engine,
          backend,
          rules,
          Math.round(readingsPerSecond),
          matches);
    }
  }

  private MatchBench(Workload workload, Settings settings, PrintWriter progress) {
    this.workload = workload;
    this.settings = settings;
    this.progress = progress;
  }

  /** Levels on one metric: spikes, drops and runs. */
  public static MatchBench levels(Settings settings, PrintWriter progress) {
    return new MatchBench(new LevelRules(), settings, progress);
  }

  /** Sequences over ten metrics, with loops, branches and conditions over what was taken. */
  public static MatchBench sequences(Settings settings, PrintWriter progress) {
    return new MatchBench(new SequenceRules(), settings, progress);
  }

  /**
   * Measures everything: for each number of rules and backend the figures of vigil, static and
   * none, in this order.
   *
   * @throws IllegalStateException if Vigil's matches are not those of the static patterns
   */
  public List<Figure> run() throws Exception {
    Path directory = Files.createTempDirectory("vigil-bench");
    try (BenchCluster cluster = new BenchCluster(settings.parallelism(), directory)) {
      List<Figure> figures = new ArrayList<>();
      for (int rules : settings.rules()) {
        for (Backend backend : Backend.ALL) {
          figures.addAll(new Contest(cluster, backend, rules).figures());
        }
      }
      return figures;
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The three engines with the same rules on the same backend. */
  private final class Contest {
    private final BenchCluster cluster;
    private final Backend backend;
    private final int rules;

    Contest(BenchCluster cluster, Backend backend, int rules) {
      this.cluster = cluster;
      this.backend = backend;
      this.rules = rules;
    }

    List<Figure> figures() throws Exception {
      List<Map<Engine, Measured>> rounds = new ArrayList<>();
      for (int round = 0; round < settings.rounds(); round++) {
        Map<Engine, Measured> measured = new EnumMap<>(Engine.class);
        for (Engine engine : Engine.values()) {
          measured.put(
              engine,
              round == 0 ? longEnough(engine) : run(engine, of(engine, rounds.get(0)).readings()));
        }
        rounds.add(measured);
      }
      Measured theirs = of(Engine.STATIC, rounds.get(0));
      Measured ours = run(Engine.VIGIL, theirs.readings());
      if (!ours.sameMatches(theirs) || theirs.matches() == 0) {
        throw new IllegalStateException(
            "matches differ at " + rules + " rules: vigil " + ours + ", static " + theirs);
      }
      return List.of(
          figure(Engine.VIGIL, rounds, ours.matches()),
          figure(Engine.STATIC, rounds, theirs.matches()),
          figure(Engine.NONE, rounds, 0));
    }

    /** A run that lasts long enough, after shorter ones that find its length and warm it up. */
    private Measured longEnough(Engine engine) throws Exception {
      long fewest = Math.max(settings.fewest(), (long) workload.steps() * Workload.STATIONS);
      Measured trial = run(engine, fewest);
      // The first run is cold: a figure only of an engine that is too slow for another.
      boolean cold = engine != Engine.STATIC;
      while (cold || trial.seconds() < settings.seconds() * 0.7) {
        cold = false;
        double wanted = trial.rate() * settings.seconds();
        long most = trial.readings() * 50;
        trial = run(engine, Math.max(trial.readings() * 2, Math.min(Math.round(wanted), most)));
      }
      return trial;
    }

    private Measured run(Engine engine, long readings) throws Exception {
      Measured measured = cluster.run(engine, workload, backend, rules, readings);
      progress.printf(
          Locale.ROOT,
          "%-6s %-7s %3d rules %,11d readings %6.1f s %,11.0f readings/s %,9d matches%n",
          engine.label(),
          backend.label(),
          rules,
          readings,
          measured.seconds(),
          measured.rate(),
          measured.matches());
      progress.flush();
      return measured;
    }

    private static Measured of(Engine engine, Map<Engine, Measured> round) {
      return Objects.requireNonNull(round.get(engine));
    }

    private Figure figure(Engine engine, List<Map<Engine, Measured>> rounds, long matches) {
      List<Double> rates = new ArrayList<>();
      for (Map<Engine, Measured> round : rounds) {
        rates.add(of(engine, round).rate());
      }
      rates.sort(Comparator.naturalOrder());
      double median = rates.get(rates.size() / 2);
      return new Figure(workload.suite(), engine.label(), backend.label(), rules, median, matches);
    }
  }
}
