package dev.vigil.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import dev.vigil.signal.SignalCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random expressions over random events give what dev.cel's own runtime gives. */
class OracleTest {
  private static final int EVENTS = 8;

  @Property(tries = 2000)
  void closures_equal_dev_cels_runtime(@ForAll long seed) throws Exception {
    RandomCel cel = new RandomCel(seed);
    int depth = Math.floorMod(seed, 4) + 1;
    String text =
        switch (Math.floorMod(seed >> 3, 4)) {
          case 0 -> cel.integer(depth);
          case 1 -> cel.real(depth);
          case 2 -> cel.text(depth);
          default -> cel.bool(depth);
        };
    if (text.length() > Complexity.LENGTH) {
      return;
    }
    Air air = new Air(text);
    Optional<Expression> compiled = air.compiler.expression(Fragment.at(text, 0), StageScope.NONE);
    assertThat(air.diagnostics.all()).isEmpty();
    Oracle oracle = new Oracle(text);
    for (int i = 0; i < EVENTS; i++) {
      Map<String, Object> values = cel.values();
      Object ours = compiled.orElseThrow().evaluate(Air.reading(values), Stages.NONE);
      Object theirs = oracle.value(values).orElse(null);
      Statistics.label("result").collect(theirs == null ? "unknown" : theirs.getClass());
      assertThat(ours).as("%s of %s", text, values).isEqualTo(theirs);
    }
  }

  @Property(tries = 2000)
  void a_condition_that_is_true_has_all_its_terms(@ForAll long seed) {
    RandomCel cel = new RandomCel(seed);
    String text = cel.conjunction();
    Air air = new Air(text);
    Checked checked = air.compiler.condition(Fragment.at(text, 0), StageScope.NONE).orElseThrow();
    for (int i = 0; i < 4 * EVENTS; i++) {
      double[] signals = air.slots.calls().stream().mapToDouble(cel::signal).toArray();
      Reading reading = Reading.of(Air.event(1, cel.values()), signals);
      if (checked.condition().holds(reading)) {
        for (Term term : checked.terms()) {
          Statistics.label("term").collect(term.getClass().getSimpleName());
          assertThat(holds(term, reading, air.slots.calls()))
              .as("%s of %s at %s", term, text, reading)
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "pm25 > 75 ; [Compare[quantity=pm25, operator=GREATER, constant=75.0]]",
        "75 >= n ; [Compare[quantity=n, operator=LESS_OR_EQUAL, constant=75.0]]",
        "pm25 == -5 ; [Compare[quantity=pm25, operator=EQUAL, constant=-5.0]]",
        "-(2.5) < pm25 ; [Compare[quantity=pm25, operator=GREATER, constant=-2.5]]",
        "station == 'A' ; [Equal[field=station, text=A]]",
        "ok ; [Compare[quantity=ok, operator=EQUAL, constant=1.0]]",
        "!ok ; [Compare[quantity=ok, operator=EQUAL, constant=0.0]]",
        "zscore(pm25, '10m') > 3 ; [Compare[quantity=zscore(pm25:double,0.0,600000),"
            + " operator=GREATER, constant=3.0]]",
        "count(n, '1h') >= 10 ; [Compare[quantity=count(n:int,0.0,3600000),"
            + " operator=GREATER_OR_EQUAL, constant=10.0]]",
        "!changed(n) ; [Compare[quantity=changed(n:int,0.0,0), operator=EQUAL, constant=0.0]]",
        "max(pm25, '1m') - pm25 > 9 ; [Compare[quantity=(max(pm25:double,0.0,60000) - pm25),"
            + " operator=GREATER, constant=9.0]]",
        "pm25 > 2 * avg(pm25, '1m') ; [Multiple[quantity=pm25, operator=GREATER, factor=2.0,"
            + " of=avg(pm25:double,0.0,60000)]]",
        "n * 0.5 >= pm25 && n > m; [Multiple[quantity=(n * 0.5), operator=GREATER_OR_EQUAL,"
            + " factor=1.0, of=pm25], Multiple[quantity=n, operator=GREATER, factor=1.0, of=m]]",
        "3 > pm25 / pm10 ; [Compare[quantity=(pm25 / pm10), operator=LESS, constant=3.0]]",
        "n + m > 3 && n * 2 > m && prev(station) == 'A' && pm10 == pm25 && 1 < 2 ; []",
        "pm25 > 1 && (n < 2 && ok) && pm10 > pm25 ; [Compare[quantity=pm25, operator=GREATER,"
            + " constant=1.0], Compare[quantity=n, operator=LESS, constant=2.0],"
            + " Compare[quantity=ok, operator=EQUAL, constant=1.0],"
            + " Multiple[quantity=pm10, operator=GREATER, factor=1.0, of=pm25]]",
        "pm25 > 1 || n < 2 ; [AnyOf[choices=[[Compare[quantity=pm25, operator=GREATER,"
            + " constant=1.0]], [Compare[quantity=n, operator=LESS, constant=2.0]]]]]",
        "ok || !ok && (n < 2 || n in [5]) ; [AnyOf[choices=[[Compare[quantity=ok, operator=EQUAL,"
            + " constant=1.0]], [Compare[quantity=ok, operator=EQUAL, constant=0.0],"
            + " AnyOf[choices=[[Compare[quantity=n, operator=LESS, constant=2.0]],"
            + " [AnyOf[choices=[[Compare[quantity=n, operator=EQUAL, constant=5.0]]]]]]]]]]]",
        "!(pm25 > 1 && !(n >= 2 || !ok)) ; [AnyOf[choices=[[Compare[quantity=pm25,"
            + " operator=LESS_OR_EQUAL, constant=1.0]], [Compare[quantity=n,"
            + " operator=GREATER_OR_EQUAL, constant=2.0]], [Compare[quantity=ok, operator=EQUAL,"
            + " constant=0.0]]]]]",
        "station in ['A', 'B'] ; [AnyOf[choices=[[Equal[field=station, text=A]],"
            + " [Equal[field=station, text=B]]]]]",
        "!(station != 'A') ; [Equal[field=station, text=A]]",
        "pm25 > 1 || pm25 != 2 ; []",
        "n in [1, m] || !(n in [1]) || station in [note] ; []",
        "ok ? pm25 > 1 : pm25 > 2 ; []",
        "!(pm25 > 1) ; [Compare[quantity=pm25, operator=LESS_OR_EQUAL, constant=1.0]]",
        "pm25 != 1 && station != 'A' ; []",
        "n + 1 > 2 && location.lat > 3 ; []",
        "n == 9007199254740993 ; []",
      })
  void terms_are_the_comparisons_of_the_top_conjunction(String cel, String terms) {
    Air air = new Air(cel);
    Checked checked = air.compiler.condition(Fragment.at(cel, 0), StageScope.NONE).orElseThrow();
    assertThat(checked.terms()).hasToString(terms);
  }

  private static boolean holds(Term term, Reading reading, List<SignalCall> calls) {
    if (term instanceof Term.AnyOf any) {
      return any.choices().stream()
          .anyMatch(choice -> choice.stream().allMatch(each -> holds(each, reading, calls)));
    }
    if (term instanceof Term.Equal equal) {
      FieldSlot slot = new FieldSlot(equal.field(), FieldType.STRING);
      return equal.text().equals(slot.text(reading.event()));
    }
    if (term instanceof Term.Multiple multiple) {
      double one = NaiveQuantity.of(multiple.quantity(), reading, calls);
      double other = multiple.factor() * NaiveQuantity.of(multiple.of(), reading, calls);
      // Two ints are compared as such, and here as doubles.
      return multiple.operator().test(one, other) || Math.abs(one - other) <= 1e-15 * one;
    }
    Term.Compare compare = (Term.Compare) term;
    return compare
        .operator()
        .test(NaiveQuantity.of(compare.quantity(), reading, calls), compare.constant());
  }
}
