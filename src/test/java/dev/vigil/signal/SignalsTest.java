package dev.vigil.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.signal.Naive.Sample;
import dev.vigil.signal.SignalFunction.Parameter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
  private static final Schema SCHEMA = schema("air", "pm25", FieldType.DOUBLE);
  private static final Schema WHOLE = schema("air", "pm25", FieldType.INT);
  private static final Schema OTHER = schema("weather", "rain", FieldType.DOUBLE);

  private static Schema schema(String stream, String field, FieldType type) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    types.put("station", FieldType.STRING);
    types.put(field, type);
    return Schema.of(stream, types, List.of());
  }

  private static SignalCall call(String function, double parameter, long window) {
    return Signals.function(function).orElseThrow().parameters().contains(Parameter.CONDITION)
        ? new SignalCall(function, "pm25 > 0.25", FieldType.BOOLEAN, parameter, window, HIGH)
        : new SignalCall(function, "pm25", FieldType.DOUBLE, parameter, window);
  }

  private static final ReadingTest HIGH =
      new ReadingTest() {
        @Override
        public double number(Event event, double[] inputs) {
          double value = event.getDouble(0);
          return event.has(0) ? (value > Naive.LINE ? 1 : 0) : Double.NaN;
        }

        @Override
        public List<SignalCall> inputs() {
          return List.of();
        }
      };

  private static Signal create(SignalCall call) {
    return Signals.function(call.function()).orElseThrow().create(call);
  }

  private static int version(SignalCall call) {
    return Signals.function(call.function()).orElseThrow().version();
  }

  private static Event event(Sample sample) {
    Event event = new Event(SCHEMA, sample.time(), "test", 0);
    if (sample.value() != null) {
      event.setDouble(0, sample.value());
    }
    return event;
  }

  private static Signal copy(SignalCall call, Signal signal) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    signal.write(new DataOutputStream(bytes));
    Signal copy = create(call);
    copy.update(event(new Sample(0, 999.0))); // what was there before is gone
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    copy.read(version(call), in);
    assertThat(in.available()).isZero();
    return copy;
  }

  @Provide
  static Arbitrary<List<Sample>> samples() {
    Arbitrary<Double> values =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(-5, 5).map(i -> i / 2.0)),
            net.jqwik.api.Tuple.of(6, Arbitraries.doubles().between(-1e6, 1e6)),
            net.jqwik.api.Tuple.of(
                1, Arbitraries.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0)),
            net.jqwik.api.Tuple.of(2, Arbitraries.just(null)));
    Arbitrary<Long> steps = Arbitraries.longs().between(0, 8);
    return Combinators.combine(steps, values)
        .as(Sample::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120)
        .map(
            list -> {
              List<Sample> timed = new ArrayList<>();
              long time = 1_000;
              for (Sample sample : list) {
                time += sample.time();
                timed.add(new Sample(time, sample.value()));
              }
              return timed;
            });
  }

  @Provide
  static Arbitrary<SignalCall> calls() {
    return Combinators.combine(
            Arbitraries.of(Signals.names()),
            Arbitraries.integers().between(1, 4),
            Arbitraries.longs().between(1, 40))
        .as(
            (name, number, window) ->
                switch (name) {
                  case "prev" -> call(name, number, 0);
                  case "delta", "changed", "gap" -> call(name, 0, 0);
                  case "quantile" -> call(name, (number - 1) / 3.0, window);
                  case "held" -> number % 2 == 0 ? call(name, number, 0) : call(name, 0, window);
                  default -> call(name, 0, window);
                });
  }

  @Property(tries = 3000)
  void every_signal_equals_its_definition_and_survives_being_written(
      @ForAll("calls") SignalCall call,
      @ForAll("samples") List<Sample> samples,
      @ForAll @IntRange(min = 0, max = 119) int restart)
      throws IOException {
    Signal signal = create(call);
    Signal untouched = create(call);
    for (int i = 0; i < samples.size(); i++) {
      signal.update(event(samples.get(i)));
      untouched.update(event(samples.get(i)));
      if (i == restart) {
        signal = copy(call, signal);
      }
      double expected = Naive.value(call, samples.subList(0, i + 1));
      if (Double.isFinite(expected)) {
        assertThat(Math.abs(signal.number() - expected))
            .as("%s at %d: %s, not %s", call, i, signal.number(), expected)
            .isLessThanOrEqualTo(tolerance(call.function(), expected));
      } else {
        assertThat(signal.number()).isEqualTo(Double.valueOf(expected));
      }
      assertThat(Double.doubleToLongBits(signal.number()))
          .as("to the bit after a restart")
          .isEqualTo(Double.doubleToLongBits(untouched.number()));
    }
  }

  private static double tolerance(String function, double expected) {
    return switch (function) {
      case "stddev" -> 1e-6;
      case "rate", "zscore", "ewma" -> 1e-9 * (1e6 + Math.abs(expected));
      default -> 1e-9;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"avg", "sum", "stddev"})
  void does_not_drift_over_a_million_updates(String function) {
    SignalCall call = call(function, 0, 100);
    Signal signal = create(call);
    Random random = new Random(7);
    Deque<Sample> window = new ArrayDeque<>();
    for (int i = 0; i < 1_000_000; i++) {
      double scale = Math.pow(10, random.nextInt(13) - 3);
      Sample sample = new Sample(i, i < 999_500 ? random.nextGaussian() * scale : i % 10 * 0.1);
      window.addLast(sample);
      if (window.size() > 100) {
        window.removeFirst();
      }
      signal.update(event(sample));
    }
    double expected = Naive.value(call, new ArrayList<>(window));
    assertThat(Math.abs(signal.number() - expected)).isLessThanOrEqualTo(1e-12);
  }

  /** The readings that cancel are among those that the window folded when the first one left it. */
  @Test
  void sum_keeps_what_large_values_that_cancel_round_away() {
    Signal sum = create(call("sum", 0, 10));
    double[] values = {5, 1e16, 1, -1e16};
    for (int i = 0; i < values.length; i++) {
      sum.update(event(new Sample(i, values[i])));
    }
    sum.update(event(new Sample(10, null)));
    assertThat(sum.number()).isEqualTo(1);
  }

  @Test
  void median_stays_right_and_quick_in_a_large_window() {
    SignalCall call = call("median", 0, 50_000);
    Signal signal = create(call);
    Random random = new Random(11);
    List<Sample> all = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      all.add(new Sample(i, (double) random.nextInt(1000)));
      signal.update(event(all.get(i)));
      if (i % 20_000 == 0) {
        assertThat(signal.number()).isEqualTo(Naive.value(call, all));
      }
    }
  }

  @Test
  void an_event_of_a_stream_without_the_field_only_advances_time() {
    Signal avg = create(call("avg", 0, 10));
    Signal prev = create(call("prev", 1, 0));
    Signal count = create(call("count", 0, 10));
    for (Signal signal : List.of(avg, prev, count)) {
      signal.update(event(new Sample(1, 5.0)));
      Event rain = new Event(OTHER, 5, "test", 0);
      rain.setDouble(0, 77);
      signal.update(rain);
    }
    assertThat(avg.number()).isEqualTo(5);
    assertThat(prev.number()).isEqualTo(5);
    assertThat(count.number()).isEqualTo(1);
    for (Signal signal : List.of(avg, prev, count)) {
      signal.update(new Event(OTHER, 11, "test", 0));
    }
    assertThat(avg.number()).isNaN();
    assertThat(prev.number()).isEqualTo(5);
    assertThat(count.number()).isZero();
  }

  @Test
  void goes_over_ints_as_well_as_doubles() {
    SignalCall call = new SignalCall("max", "pm25", FieldType.INT, 0, 10);
    Signal signal = create(call);
    Event event = new Event(WHOLE, 1, "test", 0);
    event.setLong(0, 42);
    signal.update(event);
    assertThat(signal.number()).isEqualTo(42);
  }

  @Test
  void prev_and_count_go_over_texts() throws IOException {
    SignalCall prev = new SignalCall("prev", "station", FieldType.STRING, 2, 0);
    SignalCall count = new SignalCall("count", "station", FieldType.STRING, 0, 10);
    Signal texts = create(prev);
    Signal counted = create(count);
    List<String> given = new ArrayList<>();
    for (String station : new String[] {"A", "B", null, "C", "D"}) {
      Event event = new Event(SCHEMA, given.size(), "test", 0);
      if (station != null) {
        event.setText(0, station);
      }
      texts.update(event);
      counted.update(event);
      given.add(texts.text());
      texts = copy(prev, texts);
    }
    assertThat(given).containsExactly(null, null, "A", "A", "B");
    assertThat(counted.number()).isEqualTo(4);
  }

  @Test
  void refuses_state_of_a_version_it_never_wrote() {
    for (String function : Signals.names()) {
      SignalCall call = call(function, 1, 10);
      int next = version(call) + 1;
      assertThatThrownBy(
              () ->
                  create(call)
                      .read(next, new DataInputStream(new ByteArrayInputStream(new byte[64]))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("version " + next);
    }
  }

  @Test
  void registers_each_signal_under_its_name() {
    assertThat(Signals.names())
        .containsExactlyInAnyOrder(
            "avg",
            "sum",
            "min",
            "max",
            "count",
            "stddev",
            "median",
            "distinct",
            "quantile",
            "prev",
            "delta",
            "changed",
            "rate",
            "share",
            "held",
            "zscore",
            "ewma",
            "gap");
    for (String name : Signals.names()) {
      assertThat(Signals.function(name).orElseThrow().name()).isEqualTo(name);
    }
    assertThat(Signals.function("mode")).isEmpty();
  }
}
