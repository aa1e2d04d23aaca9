package dev.vigil.ruletest;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Gives each expectation an alert of its own, so that as many as possible have one: an expectation
 * that leaves much open does not take the alert that another needs. Kuhn's algorithm for the
 * maximum matching of a bipartite graph.
 */
final class Assignment {
  static final int NOBODY = -1;

  private final List<ExpectedAlert> expected;
  private final List<RaisedAlert> raised;
  private final int[] takenBy;

  Assignment(List<ExpectedAlert> expected, List<RaisedAlert> raised) {
    this.expected = expected;
    this.raised = raised;
    takenBy = new int[raised.size()];
    Arrays.fill(takenBy, NOBODY);
    for (int i = 0; i < expected.size(); i++) {
      take(i, new BitSet());
    }
  }

  /** For each alert the expectation that took it, or {@link #NOBODY}. */
  int[] takenBy() {
    return takenBy.clone();
  }

  private boolean take(int expectation, BitSet asked) {
    for (int alert = 0; alert < takenBy.length; alert++) {
      if (!asked.get(alert) && expected.get(expectation).fits(raised.get(alert))) {
        asked.set(alert);
        if (takenBy[alert] == NOBODY || take(takenBy[alert], asked)) {
          takenBy[alert] = expectation;
          return true;
        }
      }
    }
    return false;
  }
}
