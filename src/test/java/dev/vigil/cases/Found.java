package dev.vigil.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * A match or a partial match that timed out, in a form in which those of any engine compare.
 *
 * @param stages the indices of the readings that each stage took; stages that took none are absent
 * @param timedOut when it timed out, or {@link #MATCH}
 */
record Found(Map<String, List<Integer>> stages, long timedOut) implements Comparable<Found> {
  static final long MATCH = Long.MIN_VALUE;

  static <T> Found of(Map<String, List<T>> stages, long timedOut, ToIntFunction<T> index) {
    Map<String, List<Integer>> indices = new TreeMap<>();
    stages.forEach(
        (stage, taken) -> {
          if (!taken.isEmpty()) {
            indices.put(stage, taken.stream().map(index::applyAsInt).toList());
          }
        });
    return new Found(indices, timedOut);
  }

  boolean isMatch() {
    return timedOut == MATCH;
  }

  /** All indices in order of time. */
  List<Integer> indices() {
    List<Integer> all = new ArrayList<>();
    stages.values().forEach(all::addAll);
    return all.stream().sorted().toList();
  }

  @Override
  public int compareTo(Found other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return (isMatch() ? "match" : "timeout@" + timedOut) + stages;
  }
}
