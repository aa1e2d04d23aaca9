package dev.vigil.bench.job;

import java.util.ArrayList;
import java.util.List;

/**
 * Readings a second of a job, from what it counted: without the first part of the topic, in which
 * the job has only begun.
 */
final class Rate {
  private final long readings;
  private final double cold;
  private final List<Running.Count> counts = new ArrayList<>();

  /**
   * @param readings in the topic
   * @param cold the part of them that does not count
   */
  Rate(long readings, double cold) {
    this.readings = readings;
    this.cold = cold;
  }

  void take(Running.Count count) {
    counts.add(count);
  }

  /**
   * The rate so far. A count is exact for the moment at which it was made, but for the last: the
   * job was done some time before it said so. It is left out where most was counted before.
   *
   * @throws IllegalStateException if there were not two counts to compare
   */
  double perSecond() {
    if (counts.size() < 2) {
      throw new IllegalStateException("the job was too fast to be measured");
    }
    int last = counts.size() - 1;
    if (last > 1 && counts.get(last - 1).readings() >= readings * (1 + cold) / 2) {
      last--;
    }
    int first = 0;
    while (first < last - 1 && counts.get(first).readings() < readings * cold) {
      first++;
    }
    // Counts come seldom from a machine that is busy: rather some of the cold part than too short.
    double least = readings * (1 - cold) / 2;
    while (first > 0 && counts.get(last).readings() - counts.get(first).readings() < least) {
      first--;
    }
    Running.Count from = counts.get(first);
    Running.Count to = counts.get(last);
    return (to.readings() - from.readings()) * 1e9 / (to.nanos() - from.nanos());
  }
}
