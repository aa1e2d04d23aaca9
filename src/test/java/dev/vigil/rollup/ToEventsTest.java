package dev.vigil.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.event.Field;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What rules see of results. */
class ToEventsTest {
  private static final Rollup ROLLUP = rollup();

  private static Rollup rollup() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("site", FieldType.STRING);
    fields.put("floor", FieldType.INT);
    fields.put("indoors", FieldType.BOOLEAN);
    fields.put("pm25", FieldType.DOUBLE);
    return new Rollup(
        "air_1m",
        Schema.of("air", fields, List.of("site")),
        List.of("site", "floor", "indoors"),
        new WindowKind.Tumbling(Duration.ofMinutes(1)),
        List.of("pm25"),
        Duration.ofMinutes(1));
  }

  private static RollupResult result(String site, long end, int sequence, Totals totals) {
    Map<String, String> key = new LinkedHashMap<>();
    key.put("site", site);
    key.put("floor", "-2");
    key.put("indoors", "true");
    return new RollupResult("air_1m", key, end - 60_000, end, sequence, false, totals);
  }

  private static Totals totals(double... values) {
    FieldTotals field = FieldTotals.NONE;
    for (double value : values) {
      field = field.with(FieldTotals.of(value));
    }
    return new Totals(values.length + 1, 77, List.of(field));
  }

  private static OneInputStreamOperatorTestHarness<RollupResult, Event> harness() throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<RollupResult, Event>(
            new ProcessOperator<>(new ToEvents(ROLLUP)));
    harness.setup(new EventSerializer(List.of(ROLLUP.schema())));
    harness.open();
    return harness;
  }

  private static Object value(Event event, String name) {
    Field field = event.schema().field(name);
    return event.value(field);
  }

  @Test
  void result_isAnEventAtTheEndOfItsWindow_withKeyAndNumbers() throws Exception {
    try (var harness = harness()) {
      harness.processElement(new StreamRecord<>(result("A", 120_000, 1, totals(1, 4, 2.5)), 0));
      Event event = harness.extractOutputValues().get(0);
      assertThat(event.schema()).isEqualTo(ROLLUP.schema());
      assertThat(event.timestamp()).isEqualTo(120_000);
      assertThat(event.origin()).isEqualTo("air_1m{A, -2, true}@60000");
      assertThat(event.arrival()).isEqualTo(77);
      assertThat(value(event, "site")).isEqualTo("A");
      assertThat(value(event, "floor")).isEqualTo(-2L);
      assertThat(value(event, "indoors")).isEqualTo(true);
      assertThat(value(event, "count")).isEqualTo(4L);
      assertThat(value(event, "pm25_avg")).isEqualTo(2.5);
      assertThat(value(event, "pm25_min")).isEqualTo(1.0);
      assertThat(value(event, "pm25_max")).isEqualTo(4.0);
      assertThat(value(event, "pm25_count")).isEqualTo(3L);
    }
  }

  @Test
  void windowWithoutAValue_hasNoNumbersButCounts() throws Exception {
    try (var harness = harness()) {
      harness.processElement(new StreamRecord<>(result("A", 120_000, 1, totals()), 0));
      Event event = harness.extractOutputValues().get(0);
      assertThat(value(event, "pm25_avg")).isNull();
      assertThat(value(event, "pm25_min")).isNull();
      assertThat(value(event, "pm25_max")).isNull();
      assertThat(value(event, "pm25_count")).isEqualTo(0L);
      assertThat(value(event, "count")).isEqualTo(1L);
    }
  }

  @Test
  void keyOfAnyLength_givesAPlaceOfItsOwn() throws Exception {
    try (var harness = harness()) {
      RollupResult one = result("x".repeat(100_000), 120_000, 1, totals());
      harness.processElement(new StreamRecord<>(one, 0));
      Event event = harness.extractOutputValues().get(0);
      assertThat(event.channel()).isEqualTo("air_1m{" + one.id() + "}");
      assertThat((String) value(event, "site")).hasSize(100_000);
    }
  }

  @Test
  void rulesSeeAWindowOnce_andInTime() throws Exception {
    try (var harness = harness()) {
      harness.processWatermark(119_998);
      harness.processElement(new StreamRecord<>(result("in time", 120_000, 1, totals()), 0));
      harness.processWatermark(119_999);
      harness.processElement(new StreamRecord<>(result("late", 120_000, 1, totals()), 0));
      harness.processElement(new StreamRecord<>(result("again", 180_000, 2, totals()), 0));
      harness.processElement(
          new StreamRecord<>(
              new RollupResult("air_1m", Map.of(), 0, 180_000, 2, true, totals()), 0));
      assertThat(harness.extractOutputValues())
          .extracting(event -> value(event, "site"))
          .containsExactly("in time");
    }
  }
}
