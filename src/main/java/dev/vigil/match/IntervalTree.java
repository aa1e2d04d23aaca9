package dev.vigil.match;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rules by the interval in which a number must lie: a centered interval tree (H. Edelsbrunner,
 * "Dynamic data structures for orthogonal intersection queries", 1980). A node has the intervals
 * around its center, once by lower end and once by upper end, so that a walk to a value meets,
 * apart from one interval a node, only those that hold it: O(log n + hits). It is built once, in
 * O(n log n), and lies in arrays.
 */
final class IntervalTree {
  private static final int NONE = -1;

  private final double[] center;
  private final int[] left;
  private final int[] right;

  /** Where a node's intervals begin in the arrays below; the next node's begin where they end. */
  private final int[] begin;

  /** Ascending within a node. */
  private final double[] from;

  private final HostedRule[] byFrom;

  /** Descending within a node. */
  private final double[] to;

  private final HostedRule[] byTo;
  private int nodes;

  IntervalTree(List<Bounded> rules) {
    int size = rules.size();
    center = new double[size];
    left = new int[size];
    right = new int[size];
    begin = new int[size + 1];
    from = new double[size];
    byFrom = new HostedRule[size];
    to = new double[size];
    byTo = new HostedRule[size];
    List<Bounded> ascending = new ArrayList<>(rules);
    ascending.sort(Comparator.comparingDouble(rule -> rule.interval().from()));
    build(ascending);
  }

  /**
   * Builds the tree of the intervals, which come by lower end, and says its root. With the lower
   * end in the middle for a center, no child gets more than half of them.
   */
  private int build(List<Bounded> ascending) {
    if (ascending.isEmpty()) {
      return NONE;
    }
    double middle = ascending.get(ascending.size() / 2).interval().from();
    List<Bounded> before = new ArrayList<>();
    List<Bounded> around = new ArrayList<>();
    List<Bounded> behind = new ArrayList<>();
    for (Bounded rule : ascending) {
      Interval interval = rule.interval();
      (interval.to() < middle ? before : interval.from() > middle ? behind : around).add(rule);
    }
    int node = nodes++;
    center[node] = middle;
    fill(node, around);
    left[node] = build(before);
    right[node] = build(behind);
    return node;
  }

  private void fill(int node, List<Bounded> around) {
    int first = begin[node];
    for (int i = 0; i < around.size(); i++) {
      from[first + i] = around.get(i).interval().from();
      byFrom[first + i] = around.get(i).rule();
    }
    around.sort(Comparator.comparingDouble(rule -> -rule.interval().to()));
    for (int i = 0; i < around.size(); i++) {
      to[first + i] = around.get(i).interval().to();
      byTo[first + i] = around.get(i).rule();
    }
    begin[node + 1] = first + around.size();
  }

  /** Names the rules whose interval holds the value. */
  void candidates(double value, long lookup, List<HostedRule> out) {
    int node = nodes == 0 ? NONE : 0;
    while (node != NONE) {
      int end = begin[node + 1];
      if (value < center[node]) {
        for (int i = begin[node]; i < end && from[i] <= value; i++) {
          byFrom[i].name(lookup, out);
        }
        node = left[node];
      } else {
        for (int i = begin[node]; i < end && to[i] >= value; i++) {
          byTo[i].name(lookup, out);
        }
        node = right[node];
      }
    }
  }

  /** A rule and where a number must lie for it. */
  record Bounded(Interval interval, HostedRule rule) {}
}
