package dev.vigil.ruletest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Puts what a test sends into one order. Events keep the order of their list, for it says which of
 * them come out of order; samples of series come in order of time, before the first event of the
 * list that is later than they are.
 */
final class Schedule {
  private final List<Step> merged = new ArrayList<>();
  private final Optional<List<Step.Watermark>> watermarks;

  /**
   * What is to be put in order.
   *
   * @param series the readings of each series
   * @param events events, and watermarks between them, as listed
   * @param watermarks a list of watermarks beside the events; empty for none
   */
  Schedule(List<List<Step>> series, List<Step> events, Optional<List<Step.Watermark>> watermarks) {
    this.watermarks = watermarks;
    List<Step> samples =
        series.stream().flatMap(List::stream).sorted(Comparator.comparingLong(Step::at)).toList();
    int next = 0;
    for (Step event : events) {
      while (next < samples.size() && samples.get(next).at() <= event.at()) {
        merged.add(samples.get(next++));
      }
      merged.add(event);
    }
    merged.addAll(samples.subList(next, samples.size()));
  }

  /** Readings and watermarks, in order. */
  List<Step> steps() {
    if (watermarks.isPresent()) {
      return listed(watermarks.get());
    }
    boolean between = merged.stream().anyMatch(Step.Watermark.class::isInstance);
    return between ? List.copyOf(merged) : carried();
  }

  /** Each watermark of the list before the first reading that is later. */
  private List<Step> listed(List<Step.Watermark> marks) {
    List<Step> steps = new ArrayList<>();
    int next = 0;
    for (Step step : merged) {
      while (next < marks.size() && marks.get(next).at() < step.at()) {
        steps.add(marks.get(next++));
      }
      steps.add(step);
    }
    steps.addAll(marks.subList(next, marks.size()));
    return steps;
  }

  /** Before each reading that is the latest so far, the watermark to just before it. */
  private List<Step> carried() {
    List<Step> steps = new ArrayList<>();
    long latest = 0;
    for (Step step : merged) {
      if (step.at() > latest) {
        latest = step.at();
        steps.add(new Step.Watermark(latest - 1));
      }
      steps.add(step);
    }
    return steps;
  }
}
