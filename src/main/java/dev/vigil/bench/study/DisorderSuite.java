package dev.vigil.bench.study;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Plot;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Suite;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The same rules and the same windows over the same readings, which arrive out of order: with the
 * time they arrived, and with the time they were measured and two bounds of patience. What each
 * finds is held against what is found in the readings in their order.
 */
public final class DisorderSuite implements Suite {
  private static final long SECOND = 1_000;

  /** What a job takes for the time of a reading. */
  private enum Clock {
    ARRIVAL("arrival", 0),
    EVENT_10("event, 10 s bound", 10),
    EVENT_60("event, 60 s bound", 60);

    private final String label;
    private final long bound;

    Clock(String label, long bound) {
      this.label = label;
      this.bound = bound;
    }

    Outcome outcome(DisorderedReadings readings) {
      return this == ARRIVAL
          ? new Outcome(readings.byArrival(), readings::measured)
          : new Outcome(readings.byEventTime(), (station, time) -> time);
    }

    /** Whether nothing can come late. */
    boolean isSafe(long disorder) {
      return disorder == 0 || (this != ARRIVAL && disorder <= bound);
    }

    long late(DisorderedReadings readings) {
      return this == ARRIVAL ? 0 : readings.late(bound * SECOND);
    }
  }

  @Override
  public String name() {
    return "disorder";
  }

  @Override
  public String title() {
    return "Event time and time of arrival: what is wrong where three readings in ten are delayed";
  }

  @Override
  public List<Plot> plots() {
    return List.of(
        Plot.of("Wrong windows by greatest delay", "delay_s", "wrong_windows_share").series("time"),
        Plot.of("Wrong alerts by greatest delay", "delay_s", "wrong_alerts_share").series("time"));
  }

  /** What is found depends on the readings alone: it is measured once, however long the budget. */
  @Override
  public List<Figure> run(Budget budget, PrintWriter progress) throws Exception {
    int stations = budget.extent().choose(5, 20, 100);
    int steps = budget.extent().choose(500, 2_000, 4_000);
    List<Integer> delays =
        budget
            .extent()
            .choose(
                List.of(0, 30),
                List.of(0, 10, 30, 60, 120),
                List.of(0, 5, 10, 20, 30, 60, 90, 120));
    List<Figure> figures = new ArrayList<>();
    try (StudyCluster cluster = StudyCluster.start(1);
        Outcome truth =
            new Outcome(
                new DisorderedReadings(stations, steps, 0).ordered(), (station, time) -> time)) {
      cluster.run(environment -> DisorderJob.build(environment, truth, 0));
      for (int delay : delays) {
        DisorderedReadings readings = new DisorderedReadings(stations, steps, delay * SECOND);
        for (Clock clock : Clock.values()) {
          Figure figure = measure(cluster, readings, clock, delay, truth);
          progress.println(figure.json());
          progress.flush();
          figures.add(figure);
        }
      }
    }
    return figures;
  }

  private Figure measure(
      StudyCluster cluster, DisorderedReadings readings, Clock clock, long delay, Outcome truth)
      throws Exception {
    try (Outcome outcome = clock.outcome(readings)) {
      cluster.run(environment -> DisorderJob.build(environment, outcome, clock.bound * SECOND));
      double windows = Outcome.apart(truth.windows(), outcome.windows());
      double alerts = Outcome.apart(truth.alerts(), outcome.alerts());
      if (clock.isSafe(delay) && windows + alerts > 0) {
        throw new IllegalStateException(
            "with %s and delays up to %d s, %f of the windows and %f of the alerts are wrong"
                .formatted(clock.label, delay, windows, alerts));
      }
      Figure figure =
          Figure.of(name())
              .at("time", clock.label)
              .at("delay_s", delay)
              .value("late_share", (double) clock.late(readings) / readings.size())
              .value("wrong_windows_share", windows)
              .value("wrong_alerts_share", alerts);
      for (int rule = 0; rule < DisorderedReadings.FORMS.size(); rule++) {
        figure =
            figure.value(
                "wrong_" + DisorderedReadings.FORMS.get(rule) + "_share",
                Outcome.apart(truth.alerts(rule), outcome.alerts(rule)));
      }
      return figure.value("windows", truth.windows().size()).value("alerts", truth.alerts().size());
    }
  }
}
