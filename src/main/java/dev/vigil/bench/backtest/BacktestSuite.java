package dev.vigil.bench.backtest;

import dev.vigil.backtest.History;
import dev.vigil.backtest.Ledger;
import dev.vigil.backtest.Past;
import dev.vigil.backtest.Replay;
import dev.vigil.backtest.Replayed;
import dev.vigil.backtest.Variant;
import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Median;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import dev.vigil.io.file.ParsedFiles;
import dev.vigil.rule.Rule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Readings per second of a backtest, beside those of its parts, in turns: the same files parsed in
 * a loop, and replayed without a rule. The first round only warms the JVM up.
 */
public final class BacktestSuite implements Suite {
  private final History history;
  private final List<Rule> rules;
  private final int parallelism;

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
   * A suite over files; what is in topics is not measured.
   *
   * @param parallelism subtasks of the matcher
   */
  public BacktestSuite(History history, List<Rule> rules, int parallelism) {
    this.history = history;
    this.rules = List.copyOf(rules);
    this.parallelism = parallelism;
  }

  @Override
  public String name() {
    return "backtest";
  }

  @Override
  public String title() {
    return "A backtest, beside the same replay without a rule and the same files parsed in a loop";
  }

  @Override
  public List<Plot> plots() {
    return List.of(Plot.of("Readings a second", "engine", "readings_per_s"));
  }

  /**
   * The figures of parse, read and backtest, in this order. All files are read each time, however
   * long that takes.
   */
  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    Map<Engine, List<Run>> runs = new EnumMap<>(Engine.class);
    for (int round = 0; round <= budget.rounds(); round++) {
      for (Engine engine : Engine.values()) {
        Run run = run(engine);
        tell(engine, run, progress);
        if (round > 0) {
          runs.computeIfAbsent(engine, unused -> new ArrayList<>()).add(run);
        }
      }
    }
    List<Figure> figures = new ArrayList<>();
    runs.forEach((engine, all) -> figures.add(figure(engine, all)));
    return figures;
  }

  private static void tell(Engine engine, Run run, PrintWriter progress) {
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
    int count = engine == Engine.BACKTEST ? rules.size() : 0;
    return Figure.of(name())
        .at("engine", engine.label())
        .at("rules", count)
        .value("readings", first.readings())
        .value("readings_per_s", Median.of(runs.stream().map(Run::rate).toList()))
        .value("alerts", first.alerts());
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
    Replay.Options options = new Replay.Options(parallelism, false);
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

  @Override
  public void print(List<Figure> figures, PrintWriter out) {
    double backtest = figures.get(figures.size() - 1).value("readings_per_s");
    out.printf(
        "%n%-8s %5s %12s %9s %15s%n", "engine", "rules", "readings/s", "alerts", "backtest of it");
    for (Figure figure : figures) {
      out.printf(
          Locale.ROOT,
          "%-8s %5s %,12.0f %,9.0f %14.2f%n",
          figure.place("engine"),
          figure.place("rules"),
          figure.value("readings_per_s"),
          figure.value("alerts"),
          backtest / figure.value("readings_per_s"));
    }
  }
}
