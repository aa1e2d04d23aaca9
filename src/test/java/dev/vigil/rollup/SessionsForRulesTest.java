package dev.vigil.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.EventSerializer;
import dev.vigil.serial.VersionedType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What rules see of sessions, with late readings among those in time. */
class SessionsForRulesTest {
  /** A reading, or a watermark. */
  sealed interface Step {
    record Read(KeyedReading reading) implements Step {}

    record Clock(long time) implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Step> reading =
        Combinators.combine(
                Arbitraries.of("A", "B"),
                Arbitraries.longs().between(0, 400),
                Arbitraries.integers().between(0, 9),
                Arbitraries.of(true, false))
            .as(
                (station, time, pm25, refused) ->
                    new Step.Read(Readings.keyed(Readings.event(station, time, pm25, 1), refused)));
    Arbitrary<Step> clock = Arbitraries.longs().between(0, 400).map(Step.Clock::new);
    return Arbitraries.frequencyOf(Tuple.of(4, reading), Tuple.of(1, clock)).list().ofMaxSize(60);
  }

  @Property(tries = 300)
  void rulesSeeTheSessions_thatThereWouldBeWithoutReadingsRefused(
      @ForAll("steps") List<Step> steps,
      @ForAll @LongRange(min = 1, max = 100) long gap,
      @ForAll boolean takesLate)
      throws Exception {
    WindowKind kind = new WindowKind.Session(Duration.ofMillis(gap));
    NaiveWindows naive = new NaiveWindows(kind, 0);
    try (Chain chain = new Chain(Readings.rollup(kind, takesLate ? 150 : 0))) {
      long watermark = Long.MIN_VALUE;
      for (Step step : steps) {
        if (step instanceof Step.Read read) {
          chain.add(read.reading());
          if (!read.reading().refused()) {
            naive.add(read.reading());
          }
        } else if (step instanceof Step.Clock clock && clock.time() > watermark) {
          watermark = clock.time();
          chain.watermark(watermark);
          naive.watermark(watermark);
        }
      }
      chain.watermark(Long.MAX_VALUE);
      List<String> expected = new ArrayList<>();
      naive
          .byId(Readings.rollup(kind, 0))
          .values()
          .forEach(
              window ->
                  expected.add(
                      "%s %d-%d %d %s"
                          .formatted(
                              window.readings.get(0).event().getText(0),
                              window.start,
                              window.end,
                              window.readings.size(),
                              window.readings.stream()
                                  .mapToDouble(reading -> reading.event().getDouble(0))
                                  .max()
                                  .orElseThrow())));
      assertThat(chain.events()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void lateReading_thatLengthensAToldSession_leavesTheNextOneToRules() throws Exception {
    try (Chain chain =
        new Chain(Readings.rollup(new WindowKind.Session(Duration.ofMillis(10)), 30))) {
      chain.add(Readings.keyed(Readings.event("A", 0, 1, 1), false));
      chain.add(Readings.keyed(Readings.event("A", 5, 2, 1), false));
      chain.watermark(20);
      chain.add(Readings.keyed(Readings.event("A", 14, 3, 1), true));
      chain.add(Readings.keyed(Readings.event("A", 22, 4, 1), false));
      chain.watermark(40);
      assertThat(chain.events()).containsExactly("A 0-15 2 2.0", "A 22-32 1 4.0");
    }
  }

  /** The operators between the clock of a rollup and its rules, as the job has them. */
  private static final class Chain implements AutoCloseable {
    private final List<OneInputStreamOperatorTestHarness<Object, Object>> links = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    Chain(Rollup rollup) throws Exception {
      StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
      TypeInformation<Event> read = type(rollup);
      DataStream<Event> none = environment.fromData(List.of(Readings.event("A", 0, 0, 0)), read);
      var type = new VersionedType<>(Event.class, new EventSerializer(List.of(rollup.schema())));
      Transformation<?> last = RollupStream.of(rollup, none, none).events(type).getTransformation();
      for (Transformation<?> one = last;
          !one.getName().startsWith("clock");
          one = one.getInputs().get(0)) {
        if (one instanceof OneInputTransformation<?, ?> operator) {
          links.add(0, harness(operator));
        }
      }
    }

    private static TypeInformation<Event> type(Rollup rollup) {
      return new VersionedType<>(Event.class, new EventSerializer(List.of(rollup.source())));
    }

    @SuppressWarnings("unchecked")
    private static OneInputStreamOperatorTestHarness<Object, Object> harness(
        OneInputTransformation<?, ?> any) throws Exception {
      var operator = (OneInputTransformation<Object, Object>) any;
      var factory = operator.getOperatorFactory();
      OneInputStreamOperatorTestHarness<Object, Object> harness =
          operator.getStateKeySelector() == null
              ? new OneInputStreamOperatorTestHarness<Object, Object>(factory, 1, 1, 0)
              : new KeyedOneInputStreamOperatorTestHarness<String, Object, Object>(
                  factory, reading -> ((KeyedReading) reading).key(), Types.STRING);
      harness.setup(
          operator
              .getOutputType()
              .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
      harness.open();
      return harness;
    }

    void add(KeyedReading reading) throws Exception {
      links.get(0).processElement(new StreamRecord<>(reading, reading.event().timestamp()));
      pass(0);
    }

    void watermark(long time) throws Exception {
      for (int i = 0; i < links.size(); i++) {
        links.get(i).processWatermark(time);
        pass(i);
      }
    }

    /** Hands on what an operator has given. */
    private void pass(int from) throws Exception {
      List<StreamRecord<?>> given = List.copyOf(links.get(from).extractOutputStreamRecords());
      links.get(from).getOutput().clear();
      for (StreamRecord<?> one : given) {
        if (from == links.size() - 1) {
          events.add(text((Event) one.getValue()));
        } else {
          links.get(from + 1).processElement(one.getValue(), one.getTimestamp());
          pass(from + 1);
        }
      }
    }

    private static String text(Event event) {
      return "%s %d-%d %s %s"
          .formatted(
              value(event, "station"),
              event.offset(),
              event.timestamp(),
              value(event, Rollup.COUNT),
              value(event, "pm25_max"));
    }

    private static Object value(Event event, String name) {
      return event.value(event.schema().field(name));
    }

    List<String> events() {
      return events;
    }

    @Override
    public void close() throws Exception {
      for (var link : links) {
        link.close();
      }
    }
  }
}
