package dev.vigil.match;

import dev.vigil.match.IntervalTree.Bounded;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules by the range in which a number must lie, both ends finite. What the ranges span is cut into
 * cells of one width, each with the rules whose range reaches into it: a value is looked up in its
 * cell alone, whatever the number of rules. A cell into which many reach has them in an {@link
 * IntervalTree}, so that ranges that crowd in one place are found in O(log n + hits) still.
 */
final class RangeIndex {
  /** Cells for each rule at most, of which many should be empty. */
  private static final int CELLS = 4;

  /** Cells that a rule may reach into, on the average: wide ranges get few and large cells. */
  private static final int REACH = 8;

  /** Rules in a cell from which on they are in a tree. */
  private static final int CROWD = 8;

  private final double low;
  private final double high;
  private final double scale;

  /** Where a cell's rules begin in the array below; the next cell's begin where they end. */
  private final int[] begin;

  private final Bounded[] rules;

  /** Trees of the crowded cells, which have no rules above. */
  private final @Nullable IntervalTree[] crowds;

  RangeIndex(List<Bounded> ranges) {
    low = ranges.stream().mapToDouble(range -> range.interval().from()).min().orElse(Double.NaN);
    high = ranges.stream().mapToDouble(range -> range.interval().to()).max().orElse(Double.NaN);
    int cells = Math.max(1, Integer.highestOneBit(CELLS * ranges.size()));
    while (cells > 1 && reach(ranges, cells) > (long) REACH * ranges.size()) {
      cells /= 2;
    }
    scale = scale(cells);
    List<List<Bounded>> byCell = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      byCell.add(new ArrayList<>(0));
    }
    for (Bounded range : ranges) {
      int last = cell(range.interval().to(), scale);
      for (int cell = cell(range.interval().from(), scale); cell <= last; cell++) {
        byCell.get(cell).add(range);
      }
    }
    begin = new int[cells + 1];
    crowds = new IntervalTree[cells];
    List<Bounded> all = new ArrayList<>();
    for (int cell = 0; cell < cells; cell++) {
      List<Bounded> inCell = byCell.get(cell);
      if (inCell.size() < CROWD) {
        all.addAll(inCell);
      } else {
        crowds[cell] = new IntervalTree(inCell);
      }
      begin[cell + 1] = all.size();
    }
    rules = all.toArray(Bounded[]::new);
  }

  /** Into how many cells all ranges together reach, of so many cells. */
  private long reach(List<Bounded> ranges, int cells) {
    double scale = scale(cells);
    long reach = 0;
    for (Bounded range : ranges) {
      Interval interval = range.interval();
      reach += 1 + cell(interval.to(), scale) - cell(interval.from(), scale);
    }
    return reach;
  }

  /** Cells in a unit; a little less, so that the highest value is in the last. */
  private double scale(int cells) {
    double scale = (cells - 0.5) / (high - low);
    return scale < Double.POSITIVE_INFINITY ? scale : 0;
  }

  /**
   * Never less for a greater value: a value in a range is in a cell that the range reaches into.
   */
  private int cell(double value, double scale) {
    return (int) ((value - low) * scale);
  }

  /** Names the rules whose range holds the value. */
  void candidates(double value, long lookup, List<HostedRule> out) {
    if (!(value >= low && value <= high)) {
      return;
    }
    int cell = cell(value, scale);
    int end = begin[cell + 1];
    for (int i = begin[cell]; i < end; i++) {
      if (rules[i].interval().holds(value)) {
        rules[i].rule().name(lookup, out);
      }
    }
    IntervalTree crowd = crowds[cell];
    if (crowd != null) {
      crowd.candidates(value, lookup, out);
    }
  }
}
