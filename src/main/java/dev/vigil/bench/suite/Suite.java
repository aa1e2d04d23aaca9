package dev.vigil.bench.suite;

import dev.vigil.bench.figure.Figure;
import dev.vigil.bench.figure.FigureTable;
import dev.vigil.bench.figure.Plot;
import java.io.PrintWriter;
import java.util.List;

/**
 * One thing that is measured. What takes part takes turns, round by round, and the median of the
 * rounds counts: the ratios within a run are what matters. A suite that counts matches compares
 * them, and fails where they differ.
 */
public interface Suite {
  /** One word, by which it is run. */
  String name();

  /** A line on what it measures. */
  String title();

  /**
   * Measures.
   *
   * @param progress is told each measurement, a line each
   * @throws IllegalStateException if what takes part did not do the same
   */
  List<Figure> run(Budget budget, PrintWriter progress) throws Exception;

  /** What of the figures is drawn. */
  default List<Plot> plots() {
    return List.of();
  }

  /** Prints the figures as people read them: a line a figure. */
  default void print(List<Figure> figures, PrintWriter out) {
    FigureTable.print(figures, out);
  }
}
