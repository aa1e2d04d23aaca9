package dev.vigil.match;

import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Holds events until the watermark has passed them, and gives them out in event-time order; equal
 * times keep the order of arrival, but for streams that are made of others. Flink's NFA loses
 * matches silently on unordered input.
 *
 * <p>Events lie in buckets of time, so that a watermark looks at the due ones and one bucket more,
 * not at all that wait.
 */
final class OrderingBuffer {
  private static final long BUCKET = 1_000;
  private static final Comparator<RoutedEvent> BY_TIME =
      Comparator.comparingLong(routed -> routed.event().timestamp());

  private final Comparator<RoutedEvent> order;
  private final TreeMap<Long, List<RoutedEvent>> buckets = new TreeMap<>();
  private int size;

  /** A buffer for the events of some streams: a window's result comes before what follows it. */
  OrderingBuffer(Catalog catalog) {
    order =
        catalog.hasDerived()
            ? BY_TIME.thenComparingInt(routed -> catalog.rank(routed.event().schema().stream()))
            : BY_TIME;
  }

  void add(RoutedEvent routed) {
    long bucket = Math.floorDiv(routed.event().timestamp(), BUCKET);
    buckets.computeIfAbsent(bucket, unused -> new ArrayList<>()).add(routed);
    size++;
  }

  int size() {
    return size;
  }

  /** Removes and returns all events up to and with the watermark, in order. */
  List<RoutedEvent> due(long watermark) {
    List<RoutedEvent> due = new ArrayList<>();
    while (!buckets.isEmpty() && buckets.firstKey() <= Math.floorDiv(watermark, BUCKET)) {
      Map.Entry<Long, List<RoutedEvent>> bucket = buckets.pollFirstEntry();
      List<RoutedEvent> events = bucket.getValue();
      events.sort(order);
      int end = events.size();
      while (end > 0 && events.get(end - 1).event().timestamp() > watermark) {
        end--;
      }
      due.addAll(events.subList(0, end));
      if (end < events.size()) {
        buckets.put(bucket.getKey(), new ArrayList<>(events.subList(end, events.size())));
        break;
      }
    }
    size -= due.size();
    return due;
  }

  /** All waiting events, oldest bucket first, by arrival within one. */
  void forEach(Consumer<RoutedEvent> action) {
    buckets.values().forEach(bucket -> bucket.forEach(action));
  }
}
