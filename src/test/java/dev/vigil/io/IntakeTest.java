package dev.vigil.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.io.format.DeadLetter;
import dev.vigil.io.format.Decoder;
import dev.vigil.io.format.Decoding;
import dev.vigil.io.format.Encoding;
import dev.vigil.io.format.Limits;
import dev.vigil.io.format.RawRecord;
import dev.vigil.io.format.Reason;
import dev.vigil.io.format.Received;
import dev.vigil.io.format.TimeFormat;
import dev.vigil.serial.VersionedType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** Whatever comes in, each reading is evaluated or a dead letter, and both are counted. */
class IntakeTest {
  private static final long NOW = 1_000_000;
  private static final TypeInformation<Event> TYPE =
      new VersionedType<>(Event.class, new EventSerializer(List.of(decoding().schema())));

  private static Decoding decoding() {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("s", FieldType.STRING);
    fields.put("v", FieldType.DOUBLE);
    return new Decoding(
        Schema.of("air", fields, List.of("s")),
        new Encoding.Json(),
        "$.r[*]",
        Set.of(""),
        new TimeFormat.EpochMillis(),
        "t",
        Map.of(),
        null,
        new Limits(400, 5, 10));
  }

  /** A record's bytes, or a watermark. */
  sealed interface Step {
    record Bytes(String json) implements Step {}

    record Clock(long time) implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.longs()
                .between(1, 1000)
                .map(time -> "{\"s\":\"A\",\"t\":" + time + ",\"v\":1}"),
            Arbitraries.of(
                "{\"s\":\"A\"}",
                "{\"t\":5}",
                "{\"s\":\"A\",\"t\":5,\"v\":\"x\"}",
                "{\"s\":\"A\",\"t\":-5}",
                "7",
                "[]"));
    Arbitrary<Step> record =
        part.list()
            .ofMaxSize(7)
            .map(parts -> new Step.Bytes("{\"r\":[" + String.join(",", parts) + "]}"));
    Arbitrary<Step> broken =
        Arbitraries.of("", " ", "{", "null", "[[[[[[[[[[[[]]]]]]]]]]]]", "{\"r\":1}")
            .map(Step.Bytes::new);
    Arbitrary<Step> clock = Arbitraries.longs().between(0, 1000).map(Step.Clock::new);
    return Arbitraries.frequencyOf(Tuple.of(6, record), Tuple.of(2, broken), Tuple.of(2, clock))
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 300)
  void readings_areEvaluatedOrDeadLettered(@ForAll("steps") List<Step> steps) throws Exception {
    Decoder decoder = decoding().decoder();
    ProcessOperator<Received, Event> operator = new ProcessOperator<>(new Intake("air", TYPE));
    try (OneInputStreamOperatorTestHarness<Received, Event> harness =
        new OneInputStreamOperatorTestHarness<>(operator)) {
      harness.setup(new EventSerializer(List.of(decoding().schema())));
      harness.open();
      long expectedLate = 0;
      long received = 0;
      long watermark = Long.MIN_VALUE;
      long offset = 0;
      for (Step step : steps) {
        if (step instanceof Step.Clock clock) {
          watermark = Math.max(watermark, clock.time());
          harness.processWatermark(watermark);
        } else if (step instanceof Step.Bytes bytes) {
          List<Received> all = new ArrayList<>();
          byte[] value = bytes.json().getBytes(StandardCharsets.UTF_8);
          decoder.decode(new RawRecord("t", 0, offset++, NOW, null, value), NOW, all::add);
          assertThat(all).isNotEmpty();
          for (Received one : all) {
            received++;
            if (one instanceof Received.Reading reading
                && reading.event().timestamp() <= watermark) {
              expectedLate++;
            }
            harness.processElement(new StreamRecord<>(one));
          }
        }
      }
      check(harness, operator.getRuntimeContext(), received, expectedLate);
    }
  }

  private static void check(
      OneInputStreamOperatorTestHarness<?, Event> harness,
      StreamingRuntimeContext context,
      long received,
      long late) {
    var side = harness.getSideOutput(Intake.DEAD_LETTERS);
    List<DeadLetter> letters = new ArrayList<>();
    if (side != null) {
      side.forEach(record -> letters.add(record.getValue()));
    }
    int evaluated = harness.extractOutputValues().size();
    assertThat(evaluated + letters.size()).isEqualTo((int) received);
    assertThat(count(context, Intake.READINGS)).isEqualTo(received);
    assertThat(count(context, Intake.EVALUATED)).isEqualTo(evaluated);
    assertThat(count(context, Intake.DEAD_LETTERS_COUNTER)).isEqualTo(letters.size());
    Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
    letters.forEach(letter -> reasons.merge(letter.reason(), 1L, Long::sum));
    assertThat(reasons.getOrDefault(Reason.LATE, 0L)).isEqualTo(late);
    var again = harness.getSideOutput(Intake.late(TYPE));
    assertThat(again == null ? 0L : (long) again.size()).isEqualTo(late);
    assertThat(letters).extracting(DeadLetter::origin).doesNotHaveDuplicates();
  }

  private static long count(StreamingRuntimeContext context, String name) {
    return ((LongCounter) context.<Long, Long>getAccumulator(name)).getLocalValuePrimitive();
  }
}
