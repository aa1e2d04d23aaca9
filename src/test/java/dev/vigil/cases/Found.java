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
 * @param at when it was complete, or timed out
 */
record Found(Map<String, List<Integer>> stages, long at, boolean timedOut)
    implements Comparable<Found> {

  static <T> Found of(
      Map<String, List<T>> stages, long at, boolean timedOut, ToIntFunction<T> index) {
    Map<String, List<Integer>> indices = new TreeMap<>();
    stages.forEach(
        (stage, taken) -> {
          if (!taken.isEmpty()) {
            indices.put(stage, taken.stream().map(index::applyAsInt).toList());
          }
        });
    return new Found(indices, at, timedOut);
  }

  boolean isMatch() {
    return !timedOut;
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
    return (timedOut ? "timeout@" : "match@") + at + stages;
  }
}
