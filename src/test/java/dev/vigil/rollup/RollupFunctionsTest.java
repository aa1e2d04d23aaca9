package dev.vigil.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.serial.VersionedSerializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What stands before and behind the windows. */
class RollupFunctionsTest {
  private static final Rollup ROLLUP =
      Readings.rollup(new WindowKind.Tumbling(Duration.ofMinutes(1)), 0);

  private static <T, R> List<R> run(
      ProcessFunction<T, R> function, VersionedSerializer<R> serializer, List<T> elements)
      throws Exception {
    try (var harness =
        new OneInputStreamOperatorTestHarness<T, R>(new ProcessOperator<>(function))) {
      harness.setup(serializer);
      harness.open();
      for (T element : elements) {
        harness.processElement(new StreamRecord<>(element, 0));
      }
      return harness.extractOutputValues();
    }
  }

  @Test
  void readingsOfTheStream_areKeyed_andThoseOfOthersOrWithoutAKeyAreInNoWindow() throws Exception {
    Schema other = Schema.of("wind", Map.of("station", FieldType.STRING), List.of("station"));
    Event elsewhere = new Event(other, 1, "wind-0", 1);
    elsewhere.setText(0, "A");
    Event good = Readings.event("A", 1, 2, 3);
    assertThat(
            run(
                new ToKey(ROLLUP, true),
                new KeyedReadingSerializer(List.of(Readings.AIR)),
                List.of(elsewhere, Readings.event(null, 1, 2, 3), good)))
        .containsExactly(Readings.keyed(good, true));
  }

  @Test
  void readingThatNoWindowTakes_isBuriedOnlyIfItWasNotYet() throws Exception {
    Event refused = Readings.event("A", 1, 2, 3);
    Event passed = Readings.event("A", 4, 5, 6);
    assertThat(
            run(
                new TooLate(ROLLUP),
                new EventSerializer(List.of(Readings.AIR)),
                List.of(Readings.keyed(refused, true), Readings.keyed(passed, false))))
        .containsExactly(passed);
  }

  @Test
  void whatIsSent_comesBackAsItWas() throws Exception {
    Totals totals =
        new Totals(3, 99, List.of(FieldTotals.NONE, FieldTotals.of(1e300).with(FieldTotals.of(1))));
    assertThat(copied(totals, new TotalsSerializer())).isEqualTo(totals);
    RollupResult result =
        new RollupResult("r", Map.of("station", "x".repeat(70_000)), -5, 7, 2, true, totals);
    assertThat(copied(result, new RollupResultSerializer())).isEqualTo(result);
    KeyedReading reading = Readings.keyed(Readings.event("ü\u001e", 1, Double.NaN, 3), true);
    assertThat(copied(reading, new KeyedReadingSerializer(List.of(Readings.AIR))))
        .isEqualTo(reading);
  }

  private static <T> T copied(T value, VersionedSerializer<T> serializer) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @Test
  void fingerprint_changesWithWhatIsKept_butNotWithLateness() {
    assertThat(Readings.rollup(ROLLUP.window(), 5_000).fingerprint())
        .isEqualTo(ROLLUP.fingerprint());
    assertThat(
            List.of(
                ROLLUP.fingerprint(),
                Readings.rollup(new WindowKind.Tumbling(Duration.ofMinutes(2)), 0).fingerprint(),
                Readings.rollup(new WindowKind.Session(Duration.ofMinutes(1)), 0).fingerprint(),
                changed(List.of(), List.of("pm25", "cars")).fingerprint(),
                changed(List.of("station"), List.of("cars", "pm25")).fingerprint(),
                changed(List.of("station"), List.of("pm25")).fingerprint(),
                changed(List.of("station", "pm25"), List.of("cars")).fingerprint()))
        .doesNotHaveDuplicates();
  }

  private static Rollup changed(List<String> by, List<String> fields) {
    return new Rollup("rolled", Readings.AIR, by, ROLLUP.window(), fields, Duration.ZERO);
  }
}
