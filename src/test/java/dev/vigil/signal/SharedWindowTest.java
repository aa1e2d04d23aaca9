package dev.vigil.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.signal.Naive.Sample;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** Signals that share the readings of a window, and what each wrote when it was alone. */
class SharedWindowTest {
  private static final Schema SCHEMA =
      Schema.of("air", new LinkedHashMap<>(Map.of("pm25", FieldType.DOUBLE)), List.of());
  private static final long WINDOW = 40;
  private static final List<SignalCall> CALLS =
      List.of(
          call("avg", 0),
          call("sum", 0),
          call("stddev", 0),
          call("zscore", 0),
          call("median", 0),
          call("quantile", 0.9));

  private static SignalCall call(String function, double parameter) {
    return new SignalCall(function, "pm25", FieldType.DOUBLE, parameter, WINDOW);
  }

  private static SignalFunction function(SignalCall call) {
    return Signals.function(call.function()).orElseThrow();
  }

  private static ViewFunction view(SignalCall call) {
    assertThat(function(call)).isInstanceOf(ViewFunction.class);
    return (ViewFunction) function(call);
  }

  /** A window and the signals over it, some of which come when it has readings already. */
  private static final class Shared {
    final Signal window = function(base()).create(base());
    final Map<SignalCall, Signal> views = new LinkedHashMap<>();

    private static SignalCall base() {
      return view(CALLS.get(0)).shared(CALLS.get(0));
    }

    void add(SignalCall call) {
      assertThat(view(call).shared(call)).isEqualTo(base());
      views.put(call, view(call).create(call, window));
    }

    void update(Sample sample) {
      window.update(event(sample));
      views.values().forEach(view -> view.update(event(sample)));
    }
  }

  @Property(tries = 300)
  void sharedSignals_equalTheirDefinitions_andEachAlone(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Shared shared = new Shared();
    Map<SignalCall, Signal> alone = new LinkedHashMap<>();
    CALLS.forEach(call -> alone.put(call, function(call).create(call)));
    List<SignalCall> toCome = new ArrayList<>(CALLS);
    Collections.shuffle(toCome, random);
    List<Sample> samples = samples(random, 200);
    for (int i = 0; i < samples.size(); i++) {
      if (!toCome.isEmpty() && random.nextInt(4) == 0) {
        shared.add(toCome.remove(0));
      }
      shared.update(samples.get(i));
      for (Signal signal : alone.values()) {
        signal.update(event(samples.get(i)));
      }
      if (random.nextInt(30) == 0) {
        shared = copy(shared);
      }
      List<Sample> all = samples.subList(0, i + 1);
      shared.views.forEach(
          (call, view) -> {
            assertNear(call, view.number(), Naive.value(call, all), 1e-9);
            assertThat(Double.doubleToLongBits(view.number()))
                .as("%s", call)
                .isEqualTo(Double.doubleToLongBits(alone.get(call).number()));
          });
    }
  }

  /** Also when readings of other values have just left, in part by the fold of the older ones. */
  @Property(tries = 300)
  void readingsOfOneValue_haveItAsTheirMeanAndQuantiles(
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double any, @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    double value = (random.nextBoolean() ? any : random.nextInt(100) / 10.0) + 0.0;
    List<SignalCall> calls =
        List.of(
            call("avg", 0),
            call("median", 0),
            call("quantile", 0.95),
            call("quantile", random.nextDouble()));
    Shared shared = new Shared();
    calls.forEach(shared::add);
    List<Sample> others = samples(random, random.nextInt(60));
    others.forEach(shared::update);
    long time = others.isEmpty() ? 0 : others.get(others.size() - 1).time();
    long alike = time + WINDOW;
    while (time < alike + 3 * WINDOW) {
      time += random.nextInt(3);
      shared.update(new Sample(time, value));
      if (random.nextInt(20) == 0) {
        shared = copy(shared);
      }
      if (time >= alike) {
        shared.views.forEach(
            (call, view) -> assertThat(view.number()).as("%s", call).isEqualTo(value));
      }
    }
  }

  @Property(tries = 50)
  void meanAndQuantiles_ofReadingsThatHardlyDiffer_lieBetweenThem(@ForAll long seed) {
    Random random = new Random(seed);
    double base = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
    Shared shared = new Shared();
    List.of(call("avg", 0), call("median", 0), call("quantile", random.nextDouble()))
        .forEach(shared::add);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      samples.add(new Sample(i, base + random.nextInt(3) * Math.ulp(base)));
      shared.update(samples.get(i));
      double[] values = window(samples).stream().mapToDouble(Sample::value).sorted().toArray();
      shared.views.forEach(
          (call, view) ->
              assertThat(view.number())
                  .as("%s", call)
                  .isBetween(values[0], values[values.length - 1]));
      BigDecimal sum = BigDecimal.ZERO;
      for (double value : values) {
        sum = sum.add(new BigDecimal(value));
      }
      assertThat(shared.views.get(call("avg", 0)).number())
          .isEqualTo(
              sum.divide(BigDecimal.valueOf(values.length), new MathContext(200)).doubleValue());
    }
  }

  private static Shared copy(Shared shared) throws IOException {
    Shared copy = new Shared();
    shared.views.keySet().forEach(copy::add);
    copy.window.read(1, bytes(shared.window::write));
    for (Map.Entry<SignalCall, Signal> view : shared.views.entrySet()) {
      copy.views.get(view.getKey()).read(2, bytes(view.getValue()::write));
    }
    return copy;
  }

  /** What one signal or several wrote by themselves is read by a window that they share. */
  @Property(tries = 500)
  void stateOfTheFirstFormat_isTheWindowsReadings(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<SignalCall> calls = new ArrayList<>(CALLS);
    Collections.shuffle(calls, random);
    List<Sample> samples = samples(random, 120);
    int written = 40 + random.nextInt(40);
    Shared shared = new Shared();
    calls.forEach(shared::add);
    for (SignalCall call : calls.subList(0, 1 + random.nextInt(calls.size()))) {
      List<Sample> window = window(samples.subList(0, written));
      int folded = random.nextInt(window.size() + 1);
      shared.views.get(call).read(1, bytes(out -> writeFirst(call, window, folded, out)));
    }
    for (int i = written; i < samples.size(); i++) {
      shared.update(samples.get(i));
      List<Sample> all = samples.subList(0, i + 1);
      boolean known = window(all).stream().allMatch(s -> Double.isFinite(s.value()));
      shared.views.forEach(
          (call, view) -> {
            // Of readings behind an infinity the folds say nothing, and nothing asks sums for them.
            if (known || call.function().equals("avg")) {
              assertNear(call, view.number(), Naive.value(call, all), 1e-7);
            }
          });
    }
  }

  private static void assertNear(SignalCall call, double value, double expected, double error) {
    if (Double.isFinite(expected)) {
      assertThat(Math.abs(value - expected))
          .as("%s: %s, not %s", call, value, expected)
          .isLessThanOrEqualTo(error * (1 + Math.abs(expected)) * 1_000);
    } else {
      assertThat(value).as("%s", call).isEqualTo(Double.valueOf(expected));
    }
  }

  private static List<Sample> window(List<Sample> all) {
    long now = all.get(all.size() - 1).time();
    return all.stream().filter(s -> s.time() > now - WINDOW && s.value() != null).toList();
  }

  /** The first format, written from its description: folds of the older readings worked out. */
  private static void writeFirst(
      SignalCall call, List<Sample> window, int folded, DataOutputStream out) throws IOException {
    boolean raw = call.function().equals("median") || call.function().equals("quantile");
    boolean sums = call.function().equals("avg") || call.function().equals("sum");
    if (call.function().equals("zscore")) {
      out.writeDouble(random(window));
    }
    if (!raw) {
      out.writeInt(folded);
      out.writeDouble(1);
      out.writeDouble(2);
    }
    out.writeInt(window.size());
    for (int i = 0; i < window.size(); i++) {
      double value = window.get(i).value();
      out.writeLong(window.get(i).time());
      if (raw) {
        out.writeDouble(value);
      } else if (i >= folded) {
        out.writeDouble(value);
        out.writeDouble(0);
      } else {
        double[] fold = fold(window.subList(i, folded), sums);
        out.writeDouble(fold[0]);
        out.writeDouble(fold[1]);
      }
    }
  }

  private static double random(List<Sample> window) {
    return window.size() / 3.0;
  }

  /** Of a sum the double and what it lacks; else the mean and the squares. */
  private static double[] fold(List<Sample> readings, boolean sums) {
    double plain = readings.stream().mapToDouble(Sample::value).sum();
    if (!Double.isFinite(plain)) {
      return new double[] {plain, sums ? 0 : Double.NaN};
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (Sample reading : readings) {
      sum = sum.add(new BigDecimal(reading.value()));
    }
    if (sums) {
      return new double[] {
        sum.doubleValue(), sum.subtract(new BigDecimal(sum.doubleValue())).doubleValue()
      };
    }
    BigDecimal mean = sum.divide(BigDecimal.valueOf(readings.size()), MathContext.DECIMAL128);
    BigDecimal squares = BigDecimal.ZERO;
    for (Sample reading : readings) {
      squares = squares.add(new BigDecimal(reading.value()).subtract(mean).pow(2));
    }
    return new double[] {mean.doubleValue(), squares.doubleValue()};
  }

  private static List<Sample> samples(Random random, int count) {
    List<Sample> samples = new ArrayList<>();
    long time = 1_000;
    boolean infinite = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      time += random.nextInt(4);
      samples.add(
          new Sample(
              time,
              switch (random.nextInt(20)) {
                case 0, 1 -> null;
                case 2 -> infinite ? (Double) Double.POSITIVE_INFINITY : (Double) 0.5;
                case 3 -> infinite ? (Double) Double.NEGATIVE_INFINITY : (Double) (-0.0);
                case 4, 5, 6, 7, 8 -> (Double) (double) random.nextInt(4);
                default -> (Double) (random.nextGaussian() * 100);
              }));
    }
    return samples;
  }

  private static Event event(Sample sample) {
    Event event = new Event(SCHEMA, sample.time(), "test", 0);
    if (sample.value() != null) {
      event.setDouble(0, sample.value());
    }
    return event;
  }

  private interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  private static DataInputStream bytes(Writer writer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.write(new DataOutputStream(bytes));
    return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Property(tries = 100)
  void sortedValues_addedAndRemoved_haveEveryQuantile(@ForAll long seed) {
    Random random = new Random(seed);
    SortedValues values = new SortedValues();
    List<Double> naive = new ArrayList<>();
    int spread = 1 << random.nextInt(16);
    int most = 1 << random.nextInt(13);
    for (int i = 0; i < 3 * most; i++) {
      boolean removes = naive.size() > most || (!naive.isEmpty() && random.nextInt(3) == 0);
      if (removes) {
        values.remove(naive.remove(random.nextInt(naive.size())));
      } else {
        double value = random.nextInt(spread) - spread / 2 + (random.nextBoolean() ? -0.0 : 0.5);
        values.add(value);
        naive.add(value);
      }
      if (i % (1 + most / 8) == 0) {
        double[] sorted = naive.stream().mapToDouble(d -> d).sorted().toArray();
        for (int rank = 0; rank < sorted.length; rank += 1 + sorted.length / 7) {
          double quantile = sorted.length == 1 ? 0.5 : rank / (sorted.length - 1.0);
          assertThat(values.quantile(quantile)).isCloseTo(at(sorted, quantile), within());
        }
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  private static double at(double[] sorted, double quantile) {
    double rank = quantile * (sorted.length - 1);
    int low = (int) Math.floor(rank);
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (sorted[high] - sorted[low]) * (rank - low);
  }
}
