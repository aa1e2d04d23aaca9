package dev.vigil.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Span;
import dev.vigil.event.FieldType;
import dev.vigil.signal.SignalCall;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionCompilerTest {
  private static final Map<String, Object> VALUES =
      values(
          "station",
          "A",
          "pm25",
          80.0,
          "n",
          7,
          "ok",
          true,
          "at",
          1_600_000_000_000L,
          "location",
          new double[] {39.9, 116.4},
          "wind.speed",
          2.5,
          "a name",
          3.5,
          "PM2.5",
          30.0,
          "for",
          2,
          "größe 😀",
          9.5);

  private static Map<String, Object> values(Object... pairs) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put((String) pairs[i], pairs[i + 1]);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "pm25 > 75 ; TRUE",
        "pm25 > 75 && station == 'A' ; TRUE",
        "pm25 > 3 * n ; TRUE",
        "pm25 == 80 ; TRUE",
        "80 != pm25 ; FALSE",
        "n == 7.0 ; TRUE",
        "n / 2 == 3 ; TRUE",
        "n / 2.0 == 3.5 ; TRUE",
        "pm25 in [75, 80] ; TRUE",
        "n in [1.5, 7.0] ; TRUE",
        "station in ['B', 'C'] ; FALSE",
        "pm10 > 1 ; UNKNOWN",
        "pm10 > 1 || true ; TRUE",
        "pm10 > 1 && false ; FALSE",
        "!(pm10 > 1) ; UNKNOWN",
        "pm10 > 1 ? true : true ; UNKNOWN",
        "pm25 / 0 > 1 ; UNKNOWN",
        "pm25 / 0.0 > 1 ; UNKNOWN",
        "n / 0 > 1 ; UNKNOWN",
        "n % 0 > 1 ; UNKNOWN",
        "n + 9223372036854775807 > 0 ; UNKNOWN",
        "has(pm25) && !has(pm10) ; TRUE",
        "has(location) ; TRUE",
        "location.lat > 39 && location.lon < 117.0 ; TRUE",
        "wind.speed == 2.5 ; TRUE",
        "`wind.speed` == 2.5 && `pm25` == pm25 ; TRUE",
        "`PM2.5` == 30 && `a name` == 3.5 && `for` == 2 && `größe 😀` == 9.5 ; TRUE",
        "has(`PM2.5`) && `location`.lat > 39 ; TRUE",
        "'`PM2.5`' == '`' + 'PM2.5' + '`' ; TRUE",
        "'''a ' `''' == \"a ' `\" && r'\\`' == '\\\\`' ; TRUE",
        "[`for`].exists(`a b`, `a b` == `for`) ; TRUE",
        "`a name` > 3 && ok // not `so ; TRUE",
        "station.matches('^[A-C]$') ; TRUE",
        "size(station) == 1 && station.size() == 1 ; TRUE",
        "note.startsWith('x') ; UNKNOWN",
        "int(pm25) == 80 && double(n) == 7.0 && string(n) == '7' ; TRUE",
        "int('x') == 1 ; UNKNOWN",
        "ok ; TRUE",
        "!ok ; FALSE",
        "[1, 2, 3].exists(x, x * 40 == pm25) ; TRUE",
        "[1, 2].all(x, pm10 > x) ; UNKNOWN",
        "[1, 2].all(x, pm25 / (x - 1) > 1) ; UNKNOWN",
        "at > timestamp('2020-01-01T00:00:00Z') ; TRUE",
        "at - duration('1h') < timestamp('2020-01-01T00:00:00Z') ; FALSE",
        "at - duration('7d') == timestamp('2020-09-06T12:26:40Z') ; TRUE",
        "at - duration('2w1h30m') == timestamp('2020-08-30T10:56:40Z') ; TRUE",
        "at + duration('-1d') < at && at - duration('250ms') < at ; TRUE",
        "duration('1.5h') == duration('1h30m') && duration('90s') == duration('1m30s') ; TRUE",
        "at - duration(station) < at ; UNKNOWN",
        "at - duration(ok ? '1d' : '2d') < at ; TRUE",
        "at.getFullYear() == 2020 ; TRUE",
        "at.getHours('+01:00') == at.getHours('01:00') ; TRUE",
        "{'A': 70.0, 'B': 90.0}[station] < pm25 ; TRUE",
        "{'B': 90.0}[station] < pm25 ; UNKNOWN",
        "-pm25 < -75 ; TRUE",
        "pm25 > (ok ? 70 : 90) ; TRUE",
        "[pm25, 90].all(v, v > 50) ; TRUE",
        "[1].exists(pm25, pm25 > 2) ; FALSE",
        "[n, n].map(x, x * 2)[0] == 14 ; TRUE",
        "has({'a': 1}.a) && !has({'a': 1}.b) ; TRUE",
        "type(pm25) == double ; TRUE",
        "[pm25, 0].exists(x, x == 80) ; TRUE",
        "[n, pm25].exists(x, x == 80) && [n, pm25].exists(x, x == 7) ; TRUE",
        "[n, pm25].all(x, x != 5) ; TRUE",
        "[n, pm25].all(x, x != 7) ; FALSE",
        "pm25 in [n, 80.5] ; FALSE",
        "pm25 in [n, 80.0] ; TRUE",
        "80 in [n, pm25] && 7.0 in [n, pm25] ; TRUE",
        "dyn(pm25) == 80 && dyn(n) != pm25 ; TRUE",
        "{'a': n, 'b': pm25}['b'] == 80 && 'a' in {'a': n} ; TRUE",
        "[pm25, n].map(x, x / 2) == [40.0, 3] ; TRUE",
        "dyn(pm25) > 's' ; UNKNOWN",
        "double('NaN') > 1 ; UNKNOWN",
        "double('Infinity') > 1 ; TRUE",
        "string(pm25 / 0) == 'x' ; UNKNOWN",
        "location[1] > 116 && size(location) == 2 ; TRUE",
        "at.getHours('Asia/Shanghai') == 20 ; TRUE",
      })
  void gives_the_truth_of(String cel, Truth truth) throws Exception {
    Checked checked = compiled(cel);
    Reading reading = Air.reading(VALUES);
    assertThat(checked.condition().test(reading, Stages.NONE)).isEqualTo(truth);
    assertThat(copy(checked.condition()).test(reading, Stages.NONE)).isEqualTo(truth);
  }

  @Test
  void numbers_that_have_a_name_are_as_if_they_were_written_out() {
    Air air = new Air("");
    air.compiler.let("high", Span.at(0), Fragment.at("75", 0));
    air.compiler.let("low", Span.at(0), Fragment.at("-2.5", 0));
    air.compiler.let("word", Span.at(0), Fragment.at("'A'", 0));
    air.compiler.let("other", Span.at(0), Fragment.at("high", 0));
    Checked checked =
        air.compiler
            .condition(
                Fragment.at(
                    "pm25 > high && low < pm10 && n < other && has(high) && station == word", 0),
                StageScope.NONE)
            .orElseThrow();
    assertThat(checked.terms())
        .containsExactly(
            new Term.Compare("pm25", Term.Operator.GREATER, 75),
            new Term.Compare("pm10", Term.Operator.GREATER, -2.5),
            new Term.Compare("n", Term.Operator.LESS, 75));
    assertThat(air.compiler.usedLets()).containsExactlyInAnyOrder("high", "low", "word", "other");
    Reading reading = Air.reading(Map.of("pm25", 80.0, "pm10", 1.0, "n", 3, "station", "A"));
    assertThat(checked.condition().test(reading, Stages.NONE)).isEqualTo(Truth.TRUE);
    air.compiler.condition(Fragment.at("station > high", 0), StageScope.NONE);
    assertThat(air.diagnostics.all())
        .extracting(found -> found.message())
        .containsExactly("station is a string and high an int: they cannot be compared");
  }

  @Test
  void signals_of_quoted_names_are_told_apart() {
    Air good = new Air("");
    assertThat(
            good.compiler.condition(
                Fragment.at(
                    "avg(`a name`, '1m') > 1 && avg(`a name`, '1m') < 9 && avg(`PM2.5`, '1m') > 1"
                        + " && share([1].exists(x, `PM2.5` > x), '1m') > 0.5"
                        + " && share([1].exists(x, `for` > x), '1m') > 0.5",
                    0),
                StageScope.NONE))
        .isPresent();
    assertThat(good.slots.calls())
        .extracting(SignalCall::field)
        .containsExactly(
            "a name", "PM2.5", "[1].exists(x, `PM2.5` > x)", "[1].exists(x, `for` > x)");
  }

  @Test
  void gives_values_of_any_type_to_templates() {
    Air air = new Air("");
    Reading reading = Air.reading(VALUES);
    assertThat(value(air, "station", reading)).isEqualTo("A");
    assertThat(value(air, "pm25 / 2", reading)).isEqualTo(40.0);
    assertThat(value(air, "n", reading)).isEqualTo(7L);
    assertThat(value(air, "ok", reading)).isEqualTo(true);
    assertThat(value(air, "pm10", reading)).isNull();
    assertThat(value(air, "at", reading)).isEqualTo(Instant.ofEpochMilli(1_600_000_000_000L));
    assertThat(value(air, "at - at", reading)).isEqualTo(java.time.Duration.ZERO);
    assertThat(value(air, "[n, 2]", reading)).isEqualTo(List.of(7L, 2L));
    assertThat(value(air, "location", reading)).isEqualTo(List.of(39.9, 116.4));
    assertThat(value(air, "{'a': 1}['a']", reading)).isEqualTo(1L);
  }

  @Test
  void lets_are_written_out_and_their_fields_are_the_conditions() {
    Air air = new Air("");
    air.compiler.let("base", Span.at(0), Fragment.at("median(pm25, '30m')", 0));
    air.compiler.let("twice", Span.at(0), Fragment.at("2 * base + n", 0));
    air.compiler.let("idle", Span.at(0), Fragment.at("pm10", 0));
    Checked checked =
        air.compiler.condition(Fragment.at("pm25 > twice", 0), StageScope.NONE).orElseThrow();
    assertThat(air.diagnostics.all()).isEmpty();
    assertThat(checked.fields()).containsExactlyInAnyOrder("pm25", "n");
    assertThat(air.compiler.usedLets()).containsExactlyInAnyOrder("base", "twice");
    assertThat(air.slots.calls())
        .containsExactly(new SignalCall("median", "pm25", FieldType.DOUBLE, 0, 1_800_000));
    Map<String, Object> values = Map.of("pm25", 80.0, "n", 7);
    assertThat(holds(checked, Reading.of(Air.event(1, values), new double[] {36}))).isTrue();
    assertThat(holds(checked, Reading.of(Air.event(1, values), new double[] {37}))).isFalse();
    assertThat(
            checked
                .condition()
                .test(Reading.of(Air.event(1, values), new double[] {Double.NaN}), Stages.NONE))
        .isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void equal_signal_calls_share_a_slot() {
    Air air = new Air("");
    air.compiler.condition(
        Fragment.at("avg(pm25, '10m') > 1 && pm25 > avg(pm25, '600s') && prev(n) < prev(n, 1)", 0),
        StageScope.NONE);
    assertThat(air.slots.calls())
        .containsExactly(
            new SignalCall("avg", "pm25", FieldType.DOUBLE, 0, 600_000),
            new SignalCall("prev", "n", FieldType.INT, 1, 0));
  }

  @Test
  void asks_stages_about_what_they_have_taken() {
    Air air = new Air("");
    air.compiler.let("half", Span.at(0), Fragment.at("pm25 / 2", 0));
    StageScope scope = new StageScope(List.of("spike"), "drop");
    Stages stages =
        name ->
            name.equals("spike")
                ? List.of(
                    Air.reading(Map.of("pm25", 80.0, "n", 3, "station", "A")),
                    Air.reading(Map.of("pm25", 120.0)),
                    Air.reading(Map.of("n", 5, "station", "B")))
                : List.of();
    Reading reading = Air.reading(Map.of("pm25", 50.0));
    Map<String, Object> expected =
        Map.ofEntries(
            Map.entry("count(spike)", 3L),
            Map.entry("count(spike.pm25)", 2L),
            Map.entry("count(drop)", 0L),
            Map.entry("max(spike.pm25)", 120.0),
            Map.entry("min(spike.pm25)", 80.0),
            Map.entry("avg(spike.pm25)", 100.0),
            Map.entry("sum(spike.pm25)", 200.0),
            Map.entry("sum(spike.n)", 8L),
            Map.entry("max(spike.n)", 5L),
            Map.entry("first(spike.pm25)", 80.0),
            Map.entry("spike.station", "B"),
            Map.entry("last(spike.n)", 5L),
            Map.entry("max(spike.half)", 60.0),
            Map.entry("pm25 < 0.5 * max(spike.pm25)", true));
    expected.forEach(
        (cel, value) ->
            assertThat(
                    air.compiler
                        .expression(Fragment.at(cel, 0), scope)
                        .orElseThrow()
                        .evaluate(reading, stages))
                .as(cel)
                .isEqualTo(value));
    for (String unknown :
        List.of("spike.pm25", "last(spike.half)", "first(drop.pm25)", "max(drop.n)", "drop.n")) {
      assertThat(
              air.compiler
                  .expression(Fragment.at(unknown, 0), scope)
                  .orElseThrow()
                  .evaluate(reading, stages))
          .as(unknown)
          .isNull();
    }
    Fragment self = Fragment.at("count(drop) < 3 && pm25 > 1", 0);
    assertThat(air.compiler.condition(self, scope).orElseThrow().iterative()).isTrue();
    assertThat(air.compiler.condition(Fragment.at("pm25 > 1", 0), scope).orElseThrow().iterative())
        .isFalse();
  }

  @Test
  void meanOfAStage_thatTookOneValueTimeAndAgain_isThatValue() {
    Air air = new Air("");
    Expression mean =
        air.compiler
            .expression(Fragment.at("avg(spike.pm25)", 0), new StageScope(List.of("spike"), "drop"))
            .orElseThrow();
    for (double value : new double[] {0.7, 0.9, 21.7, -0.1, 1e-300}) {
      for (int count = 1; count < 50; count++) {
        List<Reading> taken = Collections.nCopies(count, Air.reading(Map.of("pm25", value)));
        assertThat(mean.evaluate(taken.get(0), name -> taken)).isEqualTo(value);
      }
    }
  }

  private static boolean holds(Checked checked, Reading reading) {
    return checked.condition().holds(reading);
  }

  private static Object value(Air air, String cel, Reading reading) {
    return air.compiler
        .expression(Fragment.at(cel, 0), StageScope.NONE)
        .orElseThrow()
        .evaluate(reading, Stages.NONE);
  }

  private static Checked compiled(String cel) {
    Air air = new Air(cel);
    var checked = air.compiler.condition(Fragment.at(cel, 0), StageScope.NONE);
    assertThat(air.diagnostics.all()).isEmpty();
    return checked.orElseThrow();
  }

  private static Condition copy(Condition condition) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(condition);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Condition) in.readObject();
    }
  }
}
