package dev.vigil.backtest;

import dev.vigil.match.Observation.NearMiss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Near misses of one rule: how many there were, and the longest of them. */
public final class NearMissTally {
  private static final int SHOWN = 10;
  private static final Comparator<NearMiss> LONGEST =
      Comparator.comparingLong((NearMiss miss) -> miss.start() - miss.end())
          .thenComparing(NearMiss::start)
          .thenComparing(miss -> miss.key().toString());

  private final List<NearMiss> longest = new ArrayList<>();
  private long count;

  void add(NearMiss miss) {
    count++;
    if (longest.size() < SHOWN || LONGEST.compare(miss, longest.get(SHOWN - 1)) < 0) {
      longest.add(miss);
      longest.sort(LONGEST);
      if (longest.size() > SHOWN) {
        longest.remove(SHOWN);
      }
    }
  }

  public long count() {
    return count;
  }

  /** The longest first. */
  public List<NearMiss> longest() {
    return longest;
  }
}
