package dev.vigil.backtest;

import dev.vigil.serial.Texts;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns: the first is flush left, the others right. A long cell is cut, with a mark. */
final class Table {
  private static final int WIDEST = 100;

  private final List<List<String>> rows = new ArrayList<>();

  Table row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(Texts.cut(cell.toString(), WIDEST));
    }
    rows.add(row);
    return this;
  }

  int size() {
    return rows.size();
  }

  List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        int width = row.get(i).length();
        if (i == widths.size()) {
          widths.add(width);
        } else {
          widths.set(i, Math.max(widths.get(i), width));
        }
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String gap = " ".repeat(widths.get(i) - row.get(i).length());
      line.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
