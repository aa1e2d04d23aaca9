package dev.vigil.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.diagnostic.Diagnostic;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.diagnostic.Span;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import dev.vigil.signal.SignalSlots;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistakesTest {
  private static final String INDENT = "\nwhen: ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "pm52 > 75 | unknown-field | 7-11 | did you mean pm25?",
        "n > 0 && pm2 > 3 * n | unknown-field | 16-19 | did you mean pm25?",
        "location.alt > 3 | unknown-field | 7-19 | a geo point has .lat and .lon",
        "spik.pm25 > 3 | unknown-stage | 7-16 | did you mean spike?",
        "max(spik.pm25) > 3 | unknown-stage | 11-20 | did you mean spike?",
        "count(spik) > 3 | unknown-stage | 13-17 | did you mean spike?",
        "spike.pm52 > 3 | unknown-field | 7-17 | did you mean pm25?",
        "spike > 3 | type-mismatch | 7-12 | write spike.FIELD for its last reading, or count(spike)",
        "medain(pm25, '1m') > 3 | unknown-function | 7-13 | did you mean median?",
        "station.startWith('x') | unknown-function | 15-24 | did you mean startsWith?",
        "pm25 > 'x' | type-mismatch | 12-13 | ",
        "at > '2020-01-01' | type-mismatch | 10-11 | write timestamp('2026-01-31T12:00:00Z')",
        "at - at > '1h' | type-mismatch | 15-16 | write duration('1h')",
        "at - at > duration('10 minutes') | bad-duration | 26-38 | write '90s', '10m', '24h', '7d', or a sum: '1h30m'",
        "at - at > duration('5000000w') | bad-duration | 26-36 | write '90s', '10m', '24h', '7d', or a sum: '1h30m'",
        "at - at > duration('') | bad-duration | 26-28 | write '90s', '10m', '24h', '7d', or a sum: '1h30m'",
        "at > timestamp('2026-13-01T00:00:00Z') | bad-argument | 22-44 | write date, time and zone: '2026-01-31T12:00:00Z'",
        "at > timestamp('2026-01-01') | bad-argument | 22-34 | write date, time and zone: '2026-01-31T12:00:00Z'",
        "at.getHours('Europe/Berln') >= 0 | bad-argument | 19-33 | write 'UTC', 'Europe/Berlin', or '+01:00'",
        "at.getDate('x:y') >= 0 | bad-argument | 18-23 | write 'UTC', 'Europe/Berlin', or '+01:00'",
        "'x' in station | type-mismatch | 11-13 | write station.contains('x')",
        "station + n == 'A1' | type-mismatch | 15-16 | write string(n)",
        "pm25 % 2 == 0 | type-mismatch | 12-13 | write int(pm25)",
        "(ok ? n : pm25) > 1 | type-mismatch | 11-12 | write double(n)",
        "gap > 3 | unknown-field | 7-10 | write gap()",
        "rates > 3 | unknown-field | 7-12 | write rate(FIELD, '10m')",
        "[pm25, pm25].map(x, x + 1) > 3 | type-mismatch | 34-35 | ",
        "[station].map(x, x) == station | type-mismatch | 27-29 | ",
        "[pm25].map(x, x)[0] > 's' | type-mismatch | 27-28 | ",
        "((pm25 > 3) | syntax | 18-18 | ",
        "pm25 | not-a-condition | 7-11 | compare it: pm25 > 75",
        "avg(pm25, '10 m') > 3 | bad-duration | 17-23 | write '90s', '10m', '24h', '7d', or a sum: '1h30m'",
        "avg(pm25, '0s') > 3 | bad-duration | 17-21 | write '90s', '10m', '24h', '7d', or a sum: '1h30m'",
        "avg(pm25, 10) > 3 | bad-duration | 17-19 | a duration is a text: '90s', '10m', '24h', '7d'",
        "avg(pm25) > 3 | bad-argument | 7-10 | write avg(FIELD, '10m')",
        "avg(pm25 * 2, '1m') > 3 | bad-argument | 16-17 | write avg(FIELD, '10m')",
        "avg(station, '1m') > 3 | type-mismatch | 11-18 | ",
        "prev(pm25, 0) > 3 | bad-argument | 18-19 | write prev(FIELD, 1)",
        "prev(pm25, n) > 3 | bad-argument | 18-19 | write prev(FIELD, 1)",
        "max(spike) > 3 | bad-argument | 11-16 | write max(spike.FIELD)",
        "first(pm25) > 3 | bad-argument | 7-12 | write first(STAGE.FIELD)",
        "max(spike.station) > 'a' | type-mismatch | 11-24 | ",
        "station.matches('(') | bad-argument | 23-26 | patterns are RE2's",
        "station.matches('((((x?){50}){50}){50}){50}') | bad-argument | 23-51 | patterns are RE2's",
        "station.matches('[0-9]{999}[a-z]{2}') | bad-argument | 23-43 | patterns are RE2's",
        "station.matches(note) | bad-argument | 23-27 | write '^A[0-9]+$'",
        "has(1) | bad-argument | 11-12 | write has(FIELD)",
        "pm25 > | syntax | 13-13 | ",
        "pm25 = 3 | syntax | 12-13 | two are equal by ==",
        "pm25 > 3 and n > 2 | syntax | 16-19 | write &&",
        "avg(pm25, 10m) > 3 | syntax | 19-20 | a duration is a text: '10m'",
        "station == 'x | syntax | 18-20 | the text is not closed",
        "while > 3 | reserved-name | 7-12 | ",
        "PM2.5 > 75 | syntax | 10-11 | write `PM2.5`",
        "a name > 3 | syntax | 9-13 | write `a name`",
        "for > 3 | reserved-name | 7-10 | write `for`",
        "`PM 2.5` > 75 | unknown-field | 7-15 | did you mean `PM2.5`?",
        "pm25 > 3 && `a name` > 'x' | type-mismatch | 28-29 | ",
        "`größe 😀` > 'x' | type-mismatch | 18-19 | ",
        "avg(`a nme`, '1m') > 3 | unknown-field | 11-18 | did you mean `a name`?",
        "avg(`a name`, 10) > 3 | bad-duration | 21-23 | a duration is a text: '90s', '10m', '24h', '7d'",
        "spike.`a nme` > 3 | unknown-field | 7-20 | did you mean `a name`?",
        "`avg`(pm25, '1m') > 3 | unknown-function | 12-13 | ",
        "pm25 > 1 `a name` | syntax | 16-24 | ",
        "pm25 > `a name | syntax | 14-21 | a name stands between two backticks, in one line: `wind speed`",
        "pm25 > `` | syntax | 14-16 | a name stands between two backticks, in one line: `wind speed`",
        "pm25 > 9999999999999999999 | syntax | 14-33 | ",
      })
  void says_what_is_wrong_and_where(String cel, String code, String span, String hint) {
    Diagnostic found = only(cel);
    assertThat(found.code()).isEqualTo(code);
    assertThat(found.span().start() + "-" + found.span().end()).as(found.message()).isEqualTo(span);
    assertThat(found.position().line()).isEqualTo(2);
    assertThat(found.position().column()).isEqualTo(found.span().start());
    assertThat(found.hint()).isEqualTo(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "pm25 > 'x' | pm25 is a double and 'x' a string: they cannot be compared",
        "avg(pm25, '10m') == station | avg(pm25, '10m') is a double and station a string: they cannot be compared",
        "station + n == 'A1' | station is a string and n an int: they cannot be added",
        "pm25 % 2 == 0.0 | pm25 is a double and 2 an int: % takes two ints",
        "[pm25] == [1] | [pm25] is a list of doubles and [1] a list of ints: they cannot be compared",
        "![pm25].exists(x, x) | x is a double: a loop asks a condition",
        "[pm25].all(x, x) | x is a double: a loop asks a condition",
        "[pm25].filter(x, x) == [] | x is a double: a loop asks a condition",
        "[pm25, n].map(x, x) > 3 | [pm25, n].map(x, x) is a list of dyns and 3 an int: they cannot be compared",
        "pm25 && ok | pm25 is a double and ok a boolean: && takes two conditions",
        "!n | n is an int: ! takes a condition",
        "-station == 'x' | station is a string: it cannot be negated",
        "n ? ok : ok | n is an int: ? asks a condition",
        "(ok ? 1 : 'x') == 1 | 1 is an int and 'x' a string: a choice is between two of a type",
        "pm25 in ['a'] | pm25 is a double and ['a'] a list of strings: it cannot be in it",
        "station.startsWith(n) | station is a string and n an int: startsWith does not take them",
        "pm25 > at | pm25 is a double and at a timestamp: they cannot be compared",
        "avg(pm25, '1m').x > 1 | avg(pm25, '1m') is a double and has no part x",
        "size(n) > 1 | n is an int: size does not take it",
        "station.x > 1 | station is a string and has no part x",
        "`a name` > 'x' | `a name` is a double and 'x' a string: they cannot be compared",
        "pm25 > 1 `a name` | unexpected `a name`",
        "spike.`a name`.x > 1 | `a name` is a double and has no part x",
        "spike.`no such`.x > 1 | no field or let is named `no such`.x",
        "`no such` > 1 | no field or let is named `no such`",
        "`for`.x > 1 | `for` is an int and has no part x",
        "location.lat > 'x' | location.lat is a double and 'x' a string: they cannot be compared",
      })
  void says_types_in_the_authors_words(String cel, String message) {
    assertThat(only(cel).message()).isEqualTo(message);
  }

  @Test
  void reports_all_problems_of_an_expression_at_once() {
    List<Diagnostic> found =
        diagnose("pm52 > 3 && foo(n) > 2 && station > 3 && avg(pm25, 'x') > 1 && pm25 > 'y'");
    assertThat(found)
        .extracting(Diagnostic::code)
        .containsExactly(
            "unknown-field", "unknown-function", "type-mismatch", "bad-duration", "type-mismatch");
  }

  @Test
  void counts_columns_in_utf16_units_on_the_line_of_the_mistake() {
    Diagnostic found = only("station == '😀' &&\n  note == '😀' && pm52 > 3");
    assertThat(found.position().line()).isEqualTo(3);
    assertThat(found.position().column()).isEqualTo(19);
  }

  @Test
  void reports_names_that_a_let_cannot_have() {
    Air air = new Air("let: {while: 1, pm25: 2, a-b: 3, x: 4, x: 5}");
    air.compiler.let("while", Span.at(6), Fragment.at("1", 6));
    air.compiler.let("pm25", Span.at(16), Fragment.at("2", 6));
    air.compiler.let("a-b", Span.at(25), Fragment.at("3", 6));
    air.compiler.let("x", Span.at(33), Fragment.at("4", 6));
    air.compiler.let("x", Span.at(39), Fragment.at("5", 6));
    assertThat(air.diagnostics.all())
        .extracting(d -> d.position() + " " + d.code())
        .containsExactly(
            "1:7 reserved-name", "1:17 shadowed-name", "1:26 reserved-name", "1:40 duplicate-name");
  }

  @Test
  void a_field_with_two_types_is_a_mistake_where_it_is_used() {
    Schema other = Schema.of("road", Map.of("n", FieldType.STRING), List.of());
    Diagnostics diagnostics = new Diagnostics(new Source("rule.yaml", "pm25 > 1 && n > 2"));
    ConditionCompiler compiler =
        new ConditionCompiler(List.of(Air.SCHEMA, other), new SignalSlots(), diagnostics);
    assertThat(compiler.condition(Fragment.at("pm25 > 1", 0), StageScope.NONE)).isPresent();
    assertThat(compiler.condition(Fragment.at("pm25 > 1 && n > 2", 0), StageScope.NONE)).isEmpty();
    assertThat(diagnostics.all())
        .extracting(d -> d.position() + " " + d.message())
        .containsExactly("1:13 n is an int in stream air and a string in stream road");
  }

  @Test
  void a_let_with_errors_is_reported_once() {
    Air air = new Air("let: {base: pm52}");
    air.compiler.let("base", Span.at(6), Fragment.at("pm52", 12));
    air.compiler.condition(Fragment.at("pm25 > base", 0), StageScope.NONE);
    assertThat(air.diagnostics.all()).extracting(Diagnostic::code).containsExactly("unknown-field");
  }

  @Test
  void refuses_what_costs_too_much() {
    String[] tooMuch = {
      "pm25 > 1" + " ".repeat(4100),
      "-".repeat(70) + "pm25 > 1.0 || " + "pm25 + ".repeat(70) + "pm25 > 1.0",
      "(".repeat(300) + "ok" + ")".repeat(300),
      "n in [" + "1,".repeat(1000) + "1]",
      "[1].exists(x, [2].exists(y, x > y))",
    };
    for (String cel : tooMuch) {
      assertThat(diagnose(cel))
          .extracting(Diagnostic::code)
          .containsExactly("condition-too-complex");
    }
  }

  @Test
  void refuses_lets_that_grow_exponentially() {
    Air air = new Air("");
    air.compiler.let("l0", Span.at(0), Fragment.at("pm25 + pm10", 0));
    for (int i = 1; i <= 40; i++) {
      air.compiler.let("l" + i, Span.at(0), Fragment.at("l" + (i - 1) + " + l" + (i - 1), 0));
    }
    assertThat(air.diagnostics.all())
        .extracting(Diagnostic::code)
        .contains("condition-too-complex")
        .containsOnly("condition-too-complex");
  }

  private static Diagnostic only(String cel) {
    List<Diagnostic> found = diagnose(cel);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<Diagnostic> diagnose(String cel) {
    Air air = new Air(INDENT + cel);
    assertThat(
            air.compiler.condition(
                Fragment.at(cel, INDENT.length()), new StageScope(List.of("spike"), null)))
        .isEmpty();
    return air.diagnostics.all();
  }
}
