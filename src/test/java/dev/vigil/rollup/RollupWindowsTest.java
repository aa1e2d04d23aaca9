package dev.vigil.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vigil.event.Event;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Windows of disordered readings, held against a recomputation from all of them. */
class RollupWindowsTest {
  private static final double HIGH = 1e12 + 0.1;
  private static final double LOW = 0.1;

  /** A reading, a watermark, or a restart from a savepoint. */
  sealed interface Step {
    record Read(KeyedReading reading) implements Step {}

    record Clock(long time) implements Step {}

    record Restore() implements Step {}
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Double> values =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.doubles().between(-1e6, 1e6).ofScale(2)),
            Tuple.of(1, Arbitraries.of(1e300, -1e300, 1e-300, 0.0)),
            Tuple.of(1, Arbitraries.just(Double.NaN)));
    Arbitrary<Step> reading =
        Combinators.combine(
                Arbitraries.of("A", "B"),
                Arbitraries.longs().between(-50, 400),
                values,
                Arbitraries.longs().between(-5, 5))
            .as((station, time, pm25, cars) -> Readings.event(station, time, pm25, cars))
            .map(event -> new Step.Read(Readings.keyed(event, false)));
    Arbitrary<Step> clock = Arbitraries.longs().between(-60, 400).map(Step.Clock::new);
    return Arbitraries.frequencyOf(
            Tuple.of(12, reading),
            Tuple.of(3, clock),
            Tuple.of(1, Arbitraries.just(new Step.Restore())))
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<WindowKind> windows() {
    Arbitrary<Duration> size = Arbitraries.longs().between(1, 120).map(Duration::ofMillis);
    return Arbitraries.oneOf(
        size.map(WindowKind.Tumbling::new),
        Combinators.combine(size, size)
            .as(
                (one, other) ->
                    one.compareTo(other) > 0
                        ? new WindowKind.Sliding(one, other)
                        : new WindowKind.Sliding(other, one)),
        size.map(WindowKind.Session::new));
  }

  @Property(tries = 400)
  void results_ofDisorderedReadings_comeToWhatIsRecomputed(
      @ForAll("steps") List<Step> steps,
      @ForAll("windows") WindowKind kind,
      @ForAll("lateness") long late)
      throws Exception {
    Rollup rollup = Readings.rollup(kind, late);
    NaiveWindows naive = new NaiveWindows(kind, late);
    long watermark = Long.MIN_VALUE;
    try (RollupHarness harness = new RollupHarness(rollup)) {
      for (Step step : steps) {
        if (step instanceof Step.Read read) {
          naive.add(read.reading());
          harness.add(read.reading());
        } else if (step instanceof Step.Clock clock && clock.time() > watermark) {
          watermark = clock.time();
          naive.watermark(watermark);
          harness.watermark(watermark);
        } else if (step instanceof Step.Restore) {
          harness.restore();
          harness.watermark(watermark);
        }
      }
      harness.watermark(Long.MAX_VALUE);
      check(harness.results(), naive.byId(rollup));
      assertThat(harness.tooLate()).isEqualTo(naive.tooLate());
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @Provide
  Arbitrary<Long> lateness() {
    return Arbitraries.of(0L, 1L, 30L, 100L, 100_000L);
  }

  /** A session is counted on from the one that it takes in, though its start is another. */
  @Test
  void sessionThatTakesInAToldOne_isNumberedAfterIt() throws Exception {
    Rollup rollup = Readings.rollup(new WindowKind.Session(Duration.ofMillis(10)), 100);
    try (RollupHarness harness = new RollupHarness(rollup)) {
      harness.add(Readings.keyed(Readings.event("A", 100, 1, 1), false));
      harness.watermark(110);
      harness.add(Readings.keyed(Readings.event("A", 105, 1, 1), false));
      harness.add(Readings.keyed(Readings.event("A", 97, 1, 1), false));
      harness.watermark(114);

      assertThat(harness.results())
          .extracting(
              told ->
                  "%d-%d #%d%s"
                      .formatted(
                          told.start(),
                          told.end(),
                          told.sequence(),
                          told.superseded() ? " gone" : ""))
          .containsExactly("100-110 #1", "100-115 #2 gone", "97-115 #2");
    }
  }

  /** What is left when each telling of a window takes the place of the one before. */
  private static void check(List<RollupResult> told, Map<String, NaiveWindows.Window> expected) {
    Map<String, RollupResult> last = new TreeMap<>();
    Set<String> gone = new HashSet<>();
    for (RollupResult result : told) {
      assertThat(gone).doesNotContain(result.id());
      RollupResult before = last.get(result.id());
      if (before != null) {
        assertThat(result.sequence()).isGreaterThan(before.sequence());
        assertThat(result.superseded() || result.totals().count() > before.totals().count())
            .isTrue();
      }
      if (result.superseded()) {
        assertThat(before).as("what was never told cannot be taken back").isNotNull();
        last.remove(result.id());
        gone.add(result.id());
      } else {
        last.put(result.id(), result);
      }
    }
    assertThat(last.keySet()).isEqualTo(expected.keySet());
    expected.forEach((id, window) -> check(last.get(id), window));
  }

  private static void check(RollupResult result, NaiveWindows.Window window) {
    assertThat(result.start()).isEqualTo(window.start);
    assertThat(result.end()).isEqualTo(window.end);
    assertThat(result.totals().count()).isEqualTo(window.readings.size());
    assertThat(result.totals().arrival())
        .isEqualTo(
            window.readings.stream().mapToLong(one -> one.event().arrival()).max().orElse(0));
    List<Double> pm25 = new ArrayList<>();
    List<Double> cars = new ArrayList<>();
    for (KeyedReading reading : window.readings) {
      Event event = reading.event();
      if (event.has(0)) {
        pm25.add(event.getDouble(0));
      }
      cars.add((double) event.getLong(1));
    }
    check(result, 0, pm25);
    check(result, 1, cars);
  }

  private static void check(RollupResult result, int field, List<Double> values) {
    assertThat(result.totals().part(field, Rollup.Part.COUNT)).isEqualTo(values.size());
    if (values.isEmpty()) {
      assertThat(result.totals().part(field, Rollup.Part.MIN)).isNaN();
      assertThat(result.totals().part(field, Rollup.Part.MAX)).isNaN();
      assertThat(result.totals().part(field, Rollup.Part.AVG)).isNaN();
      return;
    }
    double min = values.stream().mapToDouble(v -> v).min().orElseThrow();
    double max = values.stream().mapToDouble(v -> v).max().orElseThrow();
    BigDecimal sum = values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    double avg =
        sum.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128).doubleValue();
    assertThat(result.totals().part(field, Rollup.Part.MIN)).isEqualTo(min);
    assertThat(result.totals().part(field, Rollup.Part.MAX)).isEqualTo(max);
    assertThat(result.totals().part(field, Rollup.Part.AVG)).isBetween(min, max);
    // the last bit of the result, and what compensation leaves of the largest value
    double largest = Math.max(Math.abs(min), Math.abs(max));
    assertThat(result.totals().part(field, Rollup.Part.AVG))
        .isCloseTo(avg, within(2 * Math.ulp(avg) + largest * 1e-30 * values.size()));
  }

  @Test
  void average_ofManyReadings_isExactToTheLastBits() throws Exception {
    Rollup rollup = Readings.rollup(new WindowKind.Tumbling(Duration.ofDays(1)), 0);
    try (RollupHarness harness = new RollupHarness(rollup)) {
      for (int i = 0; i < 100_000; i++) {
        harness.add(Readings.keyed(Readings.event("A", i, i % 2 == 0 ? HIGH : LOW, 1), false));
      }
      harness.watermark(Long.MAX_VALUE);
      double exact =
          new BigDecimal(HIGH)
              .add(new BigDecimal(LOW))
              .divide(BigDecimal.valueOf(2), MathContext.DECIMAL128)
              .doubleValue();
      double plain =
          DoubleStream.iterate(HIGH, v -> v == LOW ? HIGH : LOW)
                  .limit(100_000)
                  .reduce(0, Double::sum)
              / 100_000;
      assertThat(plain).isNotEqualTo(exact);
      assertThat(harness.results())
          .singleElement()
          .satisfies(
              result -> assertThat(result.totals().part(0, Rollup.Part.AVG)).isEqualTo(exact));
    }
  }

  @Test
  void sessionsExactlyTheGapApart_areTwo_whereverTheWatermarkIs() throws Exception {
    Rollup rollup = Readings.rollup(new WindowKind.Session(Duration.ofMillis(100)), 1_000);
    for (long watermark : new long[] {0, 98, 99}) {
      try (RollupHarness harness = new RollupHarness(rollup)) {
        harness.add(Readings.keyed(Readings.event("A", 0, 1, 1), false));
        harness.watermark(watermark);
        harness.add(Readings.keyed(Readings.event("A", 100, 1, 1), false));
        harness.add(Readings.keyed(Readings.event("A", 199, 1, 1), false));
        harness.watermark(Long.MAX_VALUE);
        assertThat(harness.results())
            .extracting(result -> result.start() + "-" + result.end() + " " + result.sequence())
            .containsExactly("0-100 1", "100-299 1");
      }
    }
  }

  @Test
  void sessionToldAgain_leavesTheOneThatBeginsAtItsEnd() throws Exception {
    Rollup rollup = Readings.rollup(new WindowKind.Session(Duration.ofMillis(100)), 1_000);
    try (RollupHarness harness = new RollupHarness(rollup)) {
      harness.add(Readings.keyed(Readings.event("A", 1_000, 1, 1), false));
      harness.add(Readings.keyed(Readings.event("A", 1_100, 1, 1), false));
      harness.watermark(1_300);
      harness.add(Readings.keyed(Readings.event("A", 1_000, 2, 2), true));
      harness.watermark(Long.MAX_VALUE);
      assertThat(harness.results())
          .extracting(result -> result.start() + "-" + result.end() + " " + result.sequence())
          .containsExactly("1000-1100 1", "1100-1200 1", "1000-1100 2");
    }
  }

  @Test
  void lateReadingBetweenTwoSessions_makesThemOne_andTakesTheSecondBack() throws Exception {
    Rollup rollup = Readings.rollup(new WindowKind.Session(Duration.ofMillis(100)), 1_000);
    try (RollupHarness harness = new RollupHarness(rollup)) {
      harness.add(Readings.keyed(Readings.event("A", 0, 1, 1), false));
      harness.add(Readings.keyed(Readings.event("A", 150, 3, 1), false));
      harness.watermark(500);
      harness.restore();
      harness.watermark(500);
      harness.add(Readings.keyed(Readings.event("A", 80, 5, 1), true));
      assertThat(harness.results())
          .extracting(
              result ->
                  result.start()
                      + "-"
                      + result.end()
                      + " "
                      + result.sequence()
                      + (result.superseded() ? " superseded" : " " + result.totals().count()))
          .containsExactly("0-100 1 1", "150-250 1 1", "150-250 2 superseded", "0-250 2 3");
    }
  }
}
