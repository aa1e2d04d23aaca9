package dev.vigil.bench;

import dev.vigil.backtest.History;
import dev.vigil.backtest.Ledger;
import dev.vigil.backtest.Past;
import dev.vigil.backtest.Replay;
import dev.vigil.backtest.Replayed;
import dev.vigil.backtest.Variant;
import dev.vigil.io.file.ParsedFiles;
import dev.vigil.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Readings per second of a backtest, beside those of its parts, in turns: the same files parsed in
 * a loop, and replayed without a rule. The first round only warms the JVM up.
 */
public final class BacktestBench {
  private final History history;
  private final List<Rule> rules;
  private final Settings settings;
  private final PrintWriter progress;

  /**
   * How to measure.
   *
   * @param rounds measurements of each figure, of which the median counts
   * @param parallelism subtasks of the matcher
   */
  public record Settings(int rounds, int parallelism) {}

  private enum Engine {
    PARSE,
    READ,
    BACKTEST;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Run(long readings, double seconds, long alerts) {
    double rate() {
      return readings / seconds;
    }
  }

  /**
   * A figure.
   *
   * @param engine parse, read or backtest
   * @param rules how many were replayed; 0 for the others
   */
  public record Figure(
      String engine, int rules, long readings, double readingsPerSecond, long alerts) {
    /** One line of JSON. */
    public String json() {
      return String.format(
          Locale.ROOT,
          "{\"suite\":\"backtest\",\"engine\":\"%s\",\"rules\":%d,\"readings\":%d,"
              + "\"readings_per_s\":%d,\"alerts\":%d}",
          engine,
          rules,
          readings,
          Math.round(readingsPerSecond),
          alerts);
    }
  }

  /** A benchmark over files; what is in topics is not measured. */
  public BacktestBench(History history, List<Rule> rules, Settings settings, PrintWriter progress) {
    this.history = history;
    this.rules = List.copyOf(rules);
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Measures: the figures of parse, read and backtest, in this order.
   *
   * @throws IllegalStateException if two rounds do not say the same
   */
  public List<Figure> run() throws Exception {
    Map<Engine, List<Run>> runs = new EnumMap<>(Engine.class);
    for (int round = 0; round <= settings.rounds(); round++) {
      for (Engine engine : Engine.values()) {
        Run run = run(engine);
        tell(engine, run);
        if (round > 0) {
          runs.computeIfAbsent(engine, unused -> new ArrayList<>()).add(run);
        }
      }
    }
    List<Figure> figures = new ArrayList<>();
    runs.forEach((engine, all) -> figures.add(figure(engine, all)));
    return figures;
  }

  private void tell(Engine engine, Run run) {
    progress.printf(
        Locale.ROOT,
        "%-8s %,11d readings %6.2f s %,11.0f readings/s %,9d alerts%n",
        engine.label(),
        run.readings(),
        run.seconds(),
        run.rate(),
        run.alerts());
    progress.flush();
  }

  private Figure figure(Engine engine, List<Run> runs) {
    Run first = runs.get(0);
    for (Run run : runs) {
      if (run.readings() != first.readings() || run.alerts() != first.alerts()) {
        throw new IllegalStateException(engine.label() + " differs: " + first + ", " + run);
      }
    }
    List<Double> rates = runs.stream().map(Run::rate).sorted(Comparator.naturalOrder()).toList();
    int count = engine == Engine.BACKTEST ? rules.size() : 0;
    return new Figure(
        engine.label(), count, first.readings(), rates.get(rates.size() / 2), first.alerts());
  }

  private Run run(Engine engine) throws Exception {
    return switch (engine) {
      case PARSE -> parsed();
      case READ -> replayed(List.of());
      case BACKTEST -> replayed(rules.stream().map(Variant::of).toList());
    };
  }

  private Run parsed() throws IOException {
    AtomicLong readings = new AtomicLong();
    long start = System.nanoTime();
    for (Past part : history.parts()) {
      if (part instanceof Past.InFiles in) {
        ParsedFiles.each(in.stream(), in.files(), received -> readings.incrementAndGet());
      }
    }
    return new Run(readings.get(), (System.nanoTime() - start) / 1e9, 0);
  }

  private Run replayed(List<Variant> variants) throws Exception {
    Ledger ledger = new Ledger(variants);
    Replay.Options options = new Replay.Options(settings.parallelism(), false);
    try (Replay replay = new Replay(history, options, ledger)) {
      Replayed replayed = replay.run(variants);
      ledger.end(replayed);
      if (!ledger.setAside().isEmpty()) {
        throw new IllegalStateException("rules failed: " + ledger.setAside());
      }
      long alerts =
          ledger.tallies().values().stream().mapToLong(tally -> tally.all().alerts()).sum();
      return new Run(replayed.readings(), replayed.seconds(), alerts);
    }
  }
}
