package dev.vigil.match;

import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds events until the watermark has passed them, and gives them out in event-time order; equal
 * times keep the order of arrival, but for streams that are made of others. Flink's NFA loses
 * matches silently on unordered input.
 *
 * <p>Events lie in buckets of time, so that a watermark looks at the due ones and one bucket more,
 * not at all that wait. What comes in order, as most does, is not sorted.
 */
final class OrderingBuffer {
  private static final long BUCKET = 1_000;
  private static final Comparator<RoutedEvent> BY_TIME =
      Comparator.comparingLong(routed -> routed.event().timestamp());

  private final Comparator<RoutedEvent> order;
  private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
  private @Nullable Bucket last;
  private int size;

  /** A buffer for the events of some streams: a window's result comes before what follows it. */
  OrderingBuffer(Catalog catalog) {
    order =
        catalog.hasDerived()
            ? BY_TIME.thenComparingInt(routed -> catalog.rank(routed.event().schema().stream()))
            : BY_TIME;
  }

  void add(RoutedEvent routed) {
    long number = Math.floorDiv(routed.event().timestamp(), BUCKET);
    Bucket bucket = last;
    if (bucket == null || bucket.number != number) {
      bucket = buckets.computeIfAbsent(number, Bucket::new);
      last = bucket;
    }
    bucket.add(routed, order);
    size++;
  }

  int size() {
    return size;
  }

  /** Removes and returns all events up to and with the watermark, in order. */
  List<RoutedEvent> due(long watermark) {
    List<RoutedEvent> due = new ArrayList<>();
    long now = Math.floorDiv(watermark, BUCKET);
    while (!buckets.isEmpty() && buckets.firstKey() <= now) {
      Bucket bucket = buckets.firstEntry().getValue();
      bucket.sort(order);
      bucket.moveUpTo(watermark, due);
      if (!bucket.events.isEmpty()) {
        break;
      }
      buckets.pollFirstEntry();
      last = null;
    }
    size -= due.size();
    return due;
  }

  /** All waiting events, oldest bucket first, by arrival within one. */
  void forEach(Consumer<RoutedEvent> action) {
    for (Map.Entry<Long, Bucket> bucket : buckets.entrySet()) {
      bucket.getValue().events.forEach(action);
    }
  }

  /** The events of one second. */
  private static final class Bucket {
    private final long number;
    private final List<RoutedEvent> events = new ArrayList<>();
    private boolean sorted = true;

    Bucket(long number) {
      this.number = number;
    }

    void add(RoutedEvent routed, Comparator<RoutedEvent> order) {
      sorted =
          sorted && (events.isEmpty() || order.compare(events.get(events.size() - 1), routed) <= 0);
      events.add(routed);
    }

    void sort(Comparator<RoutedEvent> order) {
      if (!sorted) {
        events.sort(order);
        sorted = true;
      }
    }

    /** Moves the events up to and with a time; they are sorted. */
    void moveUpTo(long time, List<RoutedEvent> out) {
      int end = events.size();
      while (end > 0 && events.get(end - 1).event().timestamp() > time) {
        end--;
      }
      List<RoutedEvent> due = events.subList(0, end);
      out.addAll(due);
      due.clear();
    }
  }
}
