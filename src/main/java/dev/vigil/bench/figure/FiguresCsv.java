package dev.vigil.bench.figure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Figures of all suites in one table, under the union of their names. */
public final class FiguresCsv {
  private FiguresCsv() {}

  /** The file's text. */
  public static String of(List<Figure> figures) {
    Set<String> places = new LinkedHashSet<>();
    Set<String> values = new LinkedHashSet<>();
    for (Figure figure : figures) {
      places.addAll(figure.at().keySet());
      values.addAll(figure.values().keySet());
    }
    List<String> header = new ArrayList<>(List.of("suite"));
    header.addAll(places);
    header.addAll(values);
    StringBuilder text = new StringBuilder(line(header));
    for (Figure figure : figures) {
      List<String> cells = new ArrayList<>(List.of(figure.suite()));
      places.forEach(name -> cells.add(figure.place(name)));
      for (String name : values) {
        cells.add(
            figure.values().containsKey(name)
                ? Figure.text(Objects.requireNonNull(figure.values().get(name)))
                : "");
      }
      text.append(line(cells));
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return String.join(",", cells.stream().map(FiguresCsv::cell).toList()) + "\n";
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
