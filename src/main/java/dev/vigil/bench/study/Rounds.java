package dev.vigil.bench.study;

import dev.vigil.bench.Figure;
import dev.vigil.bench.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What several rounds make of the same figures. */
final class Rounds {
  private Rounds() {}

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
