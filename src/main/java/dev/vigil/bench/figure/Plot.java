package dev.vigil.bench.figure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a suite's figures is drawn: lines where x is a number, bars where it is a name.
 *
 * @param x name of a place or of a value
 * @param y name of a value
 * @param series names of the places that tell one line from another
 * @param where the places that a figure must be at to be drawn
 */
public record Plot(
    String title,
    String x,
    String y,
    List<String> series,
    boolean logX,
    boolean logY,
    Map<String, String> where) {
  public Plot {
    series = List.copyOf(series);
    where = Map.copyOf(where);
  }

  /** A plot of one line with linear axes. */
  public static Plot of(String title, String x, String y) {
    return new Plot(title, x, y, List.of(), false, false, Map.of());
  }

  /** The same with a line for each engine, or each engine and backend, or … */
  public Plot series(String... places) {
    return new Plot(title, x, y, List.of(places), logX, logY, where);
  }

  public Plot logarithmicX() {
    return new Plot(title, x, y, series, true, logY, where);
  }

  public Plot logarithmicY() {
    return new Plot(title, x, y, series, logX, true, where);
  }

  /** The same of the figures at that place only. */
  public Plot where(String name, String place) {
    Map<String, String> more = new LinkedHashMap<>(where);
    more.put(name, place);
    return new Plot(title, x, y, series, logX, logY, more);
  }

  /** Whether the figure is drawn. */
  boolean shows(Figure figure) {
    return figure.values().containsKey(y)
        && (figure.at().containsKey(x) || figure.values().containsKey(x))
        && where.entrySet().stream()
            .allMatch(place -> place.getValue().equals(figure.place(place.getKey())));
  }
}
