package dev.vigil.rollup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * Flink's session windows, but for readings exactly the gap apart. There Flink's windows touch, and
 * it merges them if the first has not been cleaned up yet: how many sessions there are would hang
 * on when the watermark comes. Here they are two, always.
 */
final class SessionWindows extends EventTimeSessionWindows {
  private static final long serialVersionUID = 1;

  SessionWindows(long gapMillis) {
    super(gapMillis);
  }

  @Override
  public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
    List<TimeWindow> sorted = new ArrayList<>(windows);
    sorted.sort(Comparator.comparingLong(TimeWindow::getStart));
    Set<TimeWindow> together = new HashSet<>();
    TimeWindow cover = null;
    for (TimeWindow window : sorted) {
      if (cover != null && window.getStart() < cover.getEnd()) {
        cover = cover.cover(window);
      } else {
        merge(together, cover, callback);
        together = new HashSet<>();
        cover = window;
      }
      together.add(window);
    }
    merge(together, cover, callback);
  }

  private static void merge(
      Set<TimeWindow> together, @Nullable TimeWindow cover, MergeCallback<TimeWindow> callback) {
    if (cover != null && together.size() > 1) {
      callback.merge(together, cover);
    }
  }
}
