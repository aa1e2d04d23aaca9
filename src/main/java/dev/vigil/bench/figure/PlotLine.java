package dev.vigil.bench.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a plot shows of one engine, or backend, or …
 *
 * @param name empty where there is only one line
 */
record PlotLine(String name, List<Point> points) {
  /** A figure in a plot; x as it is written, and as a number where it is one. */
  record Point(String place, double x, double y) {}

  /** The plot's lines, in the order of their first figures. */
  static List<PlotLine> of(Plot plot, List<Figure> figures) {
    Map<String, List<Point>> lines = new LinkedHashMap<>();
    for (Figure figure : figures) {
      if (plot.shows(figure)) {
        lines
            .computeIfAbsent(name(plot, figure), unused -> new ArrayList<>())
            .add(point(plot, figure));
      }
    }
    List<PlotLine> result = new ArrayList<>();
    lines.forEach((name, points) -> result.add(new PlotLine(name, points)));
    // Places that are numbers are an order; measured values are a path that may turn back.
    if (areNumbers(result) && figures.stream().anyMatch(f -> f.at().containsKey(plot.x()))) {
      result.forEach(line -> line.points().sort(Comparator.comparingDouble(Point::x)));
    }
    return result;
  }

  private static String name(Plot plot, Figure figure) {
    return String.join(" ", plot.series().stream().map(figure::place).toList()).strip();
  }

  private static Point point(Plot plot, Figure figure) {
    Double value = figure.values().get(plot.x());
    String place = value == null ? figure.place(plot.x()) : Figure.text(value);
    double x = Figure.isNumber(place) ? Double.parseDouble(place) : Double.NaN;
    return new Point(place, x, Objects.requireNonNull(figure.values().get(plot.y())));
  }

  /** Whether x is a number wherever there is one. */
  static boolean areNumbers(List<PlotLine> lines) {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .noneMatch(point -> Double.isNaN(point.x()));
  }
}
