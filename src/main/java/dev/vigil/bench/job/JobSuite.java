package dev.vigil.bench.job;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Median;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.job.Bed.Contestant;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.ScratchDirectory;
import dev.vigil.bench.suite.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The whole job on real servers: readings a second from a topic that was filled beforehand, beside
 * a job that reads, parses and discards the same; then how long alerts take at half load. The first
 * round only warms the JVMs up.
 */
public final class JobSuite implements Suite {
  private static final int RULES = 100;
  private static final int PARTITIONS = 4;

  /**
   * So many times less than what the job takes from a full topic is half of what the machine bears
   * where it must send the readings and store them as well.
   */
  private static final double HALF_LOAD = 4;

  /** Fewer readings have too few alerts. */
  private static final int FEWEST_STREAMED = 40_000;

  /** Readings in a topic, and the part of them that does not count: the job has only begun. */
  private record Topic(long readings, double cold) {}

  private static final Topic TINY = new Topic(60_000, 1 / 3.0);
  private static final Topic QUICK = new Topic(500_000, 1 / 3.0);

  private static final Topic FULL = new Topic(24_000_000, 1 / 4.0);

  @Override
  public String name() {
    return "job";
  }

  @Override
  public String title() {
    return "The whole job from Kafka to Elasticsearch, beside one that reads, parses and discards";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Readings a second from a full topic", "engine", "readings_per_s"),
        Plot.of("Latency of alerts at half load, ms: p50", "sink", "p50_ms"),
        Plot.of("Latency of alerts at half load, ms: p99", "sink", "p99_ms"));
  }

  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    int parallelism = Runtime.getRuntime().availableProcessors();
    Air air = new Air(RULES);
    try (ScratchDirectory scratch = ScratchDirectory.create();
        Bed bed =
            Bed.start(scratch.path(), air, PARTITIONS, parallelism, step -> say(progress, step))) {
      return new Run(bed, air, parallelism, budget, progress).figures();
    }
  }

  private static void say(PrintWriter progress, String line) {
    progress.println(line);
    progress.flush();
  }

  private final class Run {
    private final Bed bed;
    private final Air air;
    private final int parallelism;
    private final Budget budget;
    private final PrintWriter progress;
    private final Topic full;

    Run(Bed bed, Air air, int parallelism, Budget budget, PrintWriter progress) {
      this.bed = bed;
      this.air = air;
      this.parallelism = parallelism;
      this.budget = budget;
      this.progress = progress;
      this.full = budget.extent().choose(TINY, QUICK, FULL);
    }

    List<Figure> figures() throws IOException, InterruptedException {
      String topic = "full";
      long readings = fill(topic);
      Set<Air.Told> told = air.told(readings);
      Map<Contestant, List<Double>> rates = new EnumMap<>(Contestant.class);
      for (int round = 0; round <= budget.rounds(); round++) {
        for (Contestant contestant : Contestant.values()) {
          double rate = measure(contestant, topic, readings + PARTITIONS, told);
          if (round > 0) {
            rates.computeIfAbsent(contestant, unused -> new ArrayList<>()).add(rate);
          }
        }
      }
      List<Figure> figures = new ArrayList<>();
      double limit = median(rates, Contestant.INTAKE);
      for (Contestant contestant : Contestant.values()) {
        double rate = median(rates, contestant);
        figures.add(
            figure(contestant)
                .value("readings_per_s", rate)
                .value("of_intake", rate / limit)
                .value("readings", readings)
                .value("alerts", contestant == Contestant.VIGIL ? told.size() : 0));
      }
      figures.addAll(latencies(median(rates, Contestant.VIGIL) / HALF_LOAD));
      return figures;
    }

    private Figure figure(Contestant contestant) {
      return Figure.of(name())
          .at("engine", contestant.label())
          .at("rules", contestant == Contestant.VIGIL ? RULES : 0)
          .at("parallelism", parallelism);
    }

    private static double median(Map<Contestant, List<Double>> rates, Contestant contestant) {
      return Median.of(Objects.requireNonNull(rates.get(contestant)));
    }

    private long fill(String topic) throws IOException, InterruptedException {
      bed.log(topic, PARTITIONS);
      try (ReadingsTopic readings = new ReadingsTopic(air, topic, bed)) {
        readings.fill(full.readings());
        readings.end();
        say(progress, "%,d readings in the topic".formatted(readings.sent()));
        return readings.sent();
      }
    }

    private double measure(Contestant contestant, String topic, long records, Set<Air.Told> told)
        throws IOException, InterruptedException {
      Rate rate = new Rate(records, full.cold());
      try (Running job = bed.submit(contestant, topic, parallelism)) {
        job.await(records, rate::take);
        if (contestant == Contestant.VIGIL) {
          job.settle(told);
        }
      }
      say(
          progress,
          String.format(
              Locale.ROOT,
              "%-6s %,11d records %,11.0f readings/s %,9d alerts",
              contestant.label(),
              records,
              rate.perSecond(),
              contestant == Contestant.VIGIL ? told.size() : 0));
      return rate.perSecond();
    }

    private List<Figure> latencies(double rate) throws IOException, InterruptedException {
      String topic = "stream";
      bed.log(topic, PARTITIONS);
      double seconds = budget.extent().choose(3.0, 10.0, 30.0);
      // Behind at first, for its code is not compiled yet, the job must have caught up by then.
      double warming = budget.extent().choose(3.0, 10.0, 100.0);
      // Event time runs faster than the clock, and the watermark's bound passes as much faster.
      double bound = Air.OUT_OF_ORDER * Air.STATIONS / (rate * Air.STEP) * 1_000;
      try (Running job = bed.submit(Contestant.VIGIL, topic, parallelism);
          ReadingsTopic readings = new ReadingsTopic(air, topic, bed);
          AlertWatch watch = AlertWatch.start(job, bed.kafka())) {
        readings.stream(rate, warming);
        long cold = readings.sent();
        readings.stream(rate, Math.max(seconds, FEWEST_STREAMED / rate));
        long warm = readings.sent();
        readings.end();
        job.await(warm + PARTITIONS, unused -> {});
        job.settle(air.told(warm));
        List<AlertWatch.Landed> landed =
            watch.end().stream()
                .filter(alert -> alert.reading() >= cold && alert.reading() < warm - calm(rate))
                .toList();
        Map<Long, Long> arrivals = readings.arrivals();
        return List.of(
            latency("kafka", AlertWatch.Landed::kafka, landed, arrivals, rate, bound),
            latency(
                "elasticsearch", AlertWatch.Landed::elasticsearch, landed, arrivals, rate, bound));
      }
    }

    /** Readings at the end of the stream, which has no more of them to move its clock. */
    private static long calm(double rate) {
      return (long) (rate / 2);
    }

    private Figure latency(
        String sink,
        ToLongFunction<AlertWatch.Landed> there,
        List<AlertWatch.Landed> landed,
        Map<Long, Long> arrivals,
        double rate,
        double bound) {
      List<Double> millis = new ArrayList<>();
      for (AlertWatch.Landed alert : landed) {
        Long arrival = arrivals.get(alert.reading());
        if (arrival == null) {
          throw new IllegalStateException("an alert of a reading that completes none: " + alert);
        }
        millis.add(Math.max(0, there.applyAsLong(alert) - arrival - bound));
      }
      Percentiles percentiles = Percentiles.of(millis);
      say(
          progress,
          String.format(
              Locale.ROOT,
              "%-13s %,11.0f readings/s %,9d alerts p50 %,.0f ms p99 %,.0f ms",
              sink,
              rate,
              millis.size(),
              percentiles.at(50),
              percentiles.at(99)));
      return figure(Contestant.VIGIL)
          .at("sink", sink)
          .value("offered_readings_per_s", rate)
          .value("alerts", millis.size())
          .value("p50_ms", percentiles.at(50))
          .value("p99_ms", percentiles.at(99));
    }
  }
}
