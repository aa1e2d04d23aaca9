package dev.vigil.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.event.Event;
import dev.vigil.event.FieldSlot;
import dev.vigil.event.FieldType;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

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
      Reading reading = Air.reading(cel.values());
      if (checked.condition().holds(reading)) {
        for (Term term : checked.terms()) {
          Statistics.label("term").collect(term.getClass().getSimpleName());
          assertThat(holds(term, reading.event()))
              .as("%s of %s at %s", term, text, reading)
              .isTrue();
        }
      }
    }
  }

  private static boolean holds(Term term, Event event) {
    FieldType type = Air.SCHEMA.field(term.field()).type();
    FieldSlot slot = new FieldSlot(term.field(), type);
    if (term instanceof Term.Equal equal) {
      return equal.text().equals(slot.text(event));
    }
    Term.Compare compare = (Term.Compare) term;
    return compare.operator().test(slot.number(event), compare.constant());
  }
}
