package dev.vigil.bench.study;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.Median;
import dev.vigil.bench.suite.Budget;
import dev.vigil.bench.suite.Budget.Extent;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measurements in turns, and what several of the same make. */
final class Rounds {
  private Rounds() {}

  /** Measures one of those that take turns; gives one figure or several, always the same places. */
  @FunctionalInterface
  interface Measure<C> {
    List<Figure> run(C contestant) throws Exception;
  }

  /** Measures a storage with a match open at each of so many keys. */
  @FunctionalInterface
  interface MeasureStorage {
    Figure run(StudyCluster cluster, Storage storage, int keys) throws Exception;
  }

  /** Measures all storages in turns, with little state and with much. */
  static List<Figure> ofStorages(Budget budget, PrintWriter progress, MeasureStorage measure)
      throws Exception {
    List<Integer> keys =
        budget
            .extent()
            .choose(List.of(200), List.of(1_000, 20_000), List.of(1_000, 10_000, 100_000));
    List<Figure> figures = new ArrayList<>();
    try (StudyCluster cluster = StudyCluster.start(1)) {
      for (int count : keys) {
        figures.addAll(
            inTurn(
                budget,
                Storage.ALL,
                progress,
                storage -> List.of(measure.run(cluster, storage, count))));
      }
    }
    return figures;
  }

  /**
   * Measures all in turns, round by round, after a measurement that only warms the JVM up.
   *
   * @return a figure for each place, with the median of each value
   */
  static <C> List<Figure> inTurn(
      Budget budget, List<C> contestants, PrintWriter progress, Measure<C> measure)
      throws Exception {
    if (budget.extent() != Extent.TINY) {
      measure.run(contestants.get(0));
    }
    List<Figure> figures = new ArrayList<>();
    for (int round = 0; round < budget.rounds(); round++) {
      for (C contestant : contestants) {
        for (Figure figure : measure.run(contestant)) {
          progress.println(figure.json());
          figures.add(figure);
        }
        progress.flush();
      }
    }
    return medians(figures);
  }

  /** A figure for each place, in the order of their first ones, with the median of each value. */
  static List<Figure> medians(List<Figure> figures) {
    Map<Map<String, String>, List<Figure>> places = new LinkedHashMap<>();
    for (Figure figure : figures) {
      places.computeIfAbsent(figure.at(), unused -> new ArrayList<>()).add(figure);
    }
    List<Figure> medians = new ArrayList<>();
    for (List<Figure> same : places.values()) {
      Figure first = same.get(0);
      Map<String, Double> values = new LinkedHashMap<>();
      for (String name : first.values().keySet()) {
        values.put(name, Median.of(same.stream().map(figure -> figure.value(name)).toList()));
      }
      medians.add(new Figure(first.suite(), first.at(), values));
    }
    return medians;
  }
}
