package dev.vigil.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.rule.Catalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OrderingBufferTest {

  /**
   * Any arrival, any watermarks in between: the order of a stable sort of what each lets through.
   */
  @Property(tries = 500)
  void due_anyArrivalAndWatermarks_isAStableSortByTime(
      @ForAll @Size(max = 60) List<@IntRange(min = -3_000, max = 6_000) Integer> times,
      @ForAll @IntRange(min = 1, max = 10) int every) {
    OrderingBuffer buffer = new OrderingBuffer(Catalog.of());
    List<RoutedEvent> waiting = new ArrayList<>();
    long watermark = Long.MIN_VALUE;
    for (int i = 0; i < times.size(); i++) {
      long time = times.get(i);
      if (time > watermark) {
        RoutedEvent routed = new RoutedEvent("k", HandMade.event("A", time, 1, i));
        buffer.add(routed);
        waiting.add(routed);
      }
      if (i % every == 0) {
        watermark = Math.max(watermark, time - 500);
        assertThat(buffer.due(watermark)).isEqualTo(take(waiting, watermark));
        assertThat(buffer.size()).isEqualTo(waiting.size());
      }
    }
    assertThat(buffer.due(Long.MAX_VALUE)).isEqualTo(take(waiting, Long.MAX_VALUE));
    assertThat(buffer.size()).isZero();
  }

  private static List<RoutedEvent> take(List<RoutedEvent> waiting, long watermark) {
    List<RoutedEvent> due = new ArrayList<>();
    waiting.stream().filter(r -> r.event().timestamp() <= watermark).forEach(due::add);
    waiting.removeAll(due);
    due.sort(Comparator.comparingLong(r -> r.event().timestamp()));
    return due;
  }

  @Test
  void due_atOneTime_givesWhatIsMadeOfReadingsFirst() {
    Schema hourly = schema("hourly");
    Schema daily = schema("daily");
    OrderingBuffer buffer =
        new OrderingBuffer(Catalog.of(schema("air")).withDerived(List.of(hourly, daily)));
    for (Schema stream : List.of(daily, schema("air"), hourly, daily)) {
      buffer.add(new RoutedEvent("k", new Event(stream, 60_000, "c", 1)));
    }
    buffer.add(new RoutedEvent("k", new Event(schema("air"), 59_999, "c", 1)));
    assertThat(buffer.due(60_000))
        .extracting(routed -> routed.event().schema().stream())
        .containsExactly("air", "hourly", "daily", "daily", "air");
  }

  private static Schema schema(String stream) {
    return Schema.of(stream, Map.of("station", FieldType.STRING), List.of("station"));
  }
}
