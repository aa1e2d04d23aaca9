package dev.vigil.bench.figure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Figures as rows under the union of their names: the places, then the values.
 *
 * @param columns names of the places, and behind them of the values
 * @param places how many of the columns are places
 * @param rows texts, empty where a figure has none of that name
 */
public record FigureTable(List<String> columns, int places, List<List<String>> rows) {
  /** The table of these figures. */
  public static FigureTable of(List<Figure> figures) {
    Set<String> places = new LinkedHashSet<>();
    Set<String> values = new LinkedHashSet<>();
    for (Figure figure : figures) {
      places.addAll(figure.at().keySet());
      values.addAll(figure.values().keySet());
    }
    List<List<String>> rows = new ArrayList<>();
    for (Figure figure : figures) {
      List<String> row = new ArrayList<>();
      places.forEach(name -> row.add(figure.place(name)));
      for (String name : values) {
        Double value = figure.values().get(name);
        row.add(value == null ? "" : grouped(value));
      }
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(places);
    columns.addAll(values);
    return new FigureTable(columns, places.size(), rows);
  }

  /** Whether the column holds numbers only. */
  boolean isNumeric(int column) {
    return column >= places
        || rows.stream()
            .map(row -> row.get(column))
            .allMatch(text -> text.isEmpty() || Figure.isNumber(text));
  }

  private static String grouped(double value) {
    String text = Figure.text(value);
    return text.contains(".") ? text : String.format(Locale.ROOT, "%,d", Long.parseLong(text));
  }

  /** Prints them, numbers to the right. */
  public static void print(List<Figure> figures, PrintWriter out) {
    FigureTable table = of(figures);
    int count = table.columns.size();
    int[] widths = new int[count];
    for (int column = 0; column < count; column++) {
      widths[column] = table.columns.get(column).length();
      for (List<String> row : table.rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    out.println();
    table.line(table.columns, widths, out);
    table.rows.forEach(row -> table.line(row, widths, out));
  }

  private void line(List<String> cells, int[] widths, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String room = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : "  ").append(isNumeric(column) ? room + cell : cell + room);
    }
    out.println(line.toString().stripTrailing());
  }
}
